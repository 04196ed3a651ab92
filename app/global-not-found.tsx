// First, so that the order of the cascade's layers is known before any component's style.
import './tokens.css'
import './base.css'
import { connection } from 'next/server'
import { ProblemPage } from '#components/portal/problem-page.tsx'
import { getTranslator } from '#lib/messages/translate.ts'
import { getRequestContext } from '#lib/web/request-context.ts'
import { findCompany } from './find-company.ts'
import { PlainDocument, plainMetadata } from './plain-document.tsx'

export async function generateMetadata() {
  await connection()
  return plainMetadata()
}

export default async function GlobalNotFound() {
  // Drawn anew for every request, so that its scripts carry the nonce of that answer.
  await connection()
  const { requestId } = getRequestContext()
  return (
    <PlainDocument>
      <ProblemPage t={getTranslator()} company={await findCompany()} code="not_found" requestId={requestId} />
    </PlainDocument>
  )
}
