import { connection } from 'next/server'
import { Page } from '#components/ui/page.tsx'
import { refusals } from '#lib/errors.ts'
import { PlainDocument, plainMetadata } from './plain-document.tsx'

export async function generateMetadata() {
  await connection()
  return plainMetadata()
}

export default async function GlobalNotFound() {
  // Drawn anew for every request, so that its scripts carry the nonce of that answer.
  await connection()
  return (
    <PlainDocument>
      <Page title={refusals.not_found.message} />
    </PlainDocument>
  )
}
