// First, so that the order of the cascade's layers is known before any component's style.
import './tokens.css'
import './base.css'
import { connection } from 'next/server'
import { DoorShell } from '#components/admin/door-shell.tsx'
import { NothingHere } from '#components/admin/nothing-here.tsx'
import { ProblemPage } from '#components/portal/problem-page.tsx'
import { getTranslator } from '#lib/messages/translate.ts'
import { getRequestContext } from '#lib/web/request-context.ts'
import { findCompany } from './find-company.ts'
import { fontVariables } from './fonts.ts'
import { PlainDocument, plainMetadata } from './plain-document.tsx'

export async function generateMetadata() {
  await connection()
  return isOfConsole() ? { title: 'Nothing here · Portico', robots: { index: false } } : plainMetadata()
}

export default async function GlobalNotFound() {
  // Drawn anew for every request, so that its scripts carry the nonce of that answer.
  await connection()
  if (isOfConsole())
    return (
      <html lang="en" className={fontVariables}>
        <body>
          <DoorShell>
            <NothingHere />
          </DoorShell>
        </body>
      </html>
    )
  const { requestId } = getRequestContext()
  return (
    <PlainDocument>
      <ProblemPage t={getTranslator()} company={await findCompany()} code="not_found" requestId={requestId} />
    </PlainDocument>
  )
}

function isOfConsole(): boolean {
  return getRequestContext().path.startsWith('/admin/')
}
