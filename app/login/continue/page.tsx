import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { Button, LinkButton } from '#components/ui/button.tsx'
import { Page } from '#components/ui/page.tsx'
import { getTranslator, type Translator } from '#lib/messages/translate.ts'
import { findCompany } from '../../find-company.ts'
import { type Arrival, findArrival } from './find-arrival.ts'
import styles from './page.module.css'

/** Asks before a browser that did not begin the visit is signed in: the host app began it, or somebody else's page did. */
export default async function ContinuePage() {
  const arrival = await findArrival()
  if (!arrival) redirect('/login/arrive')
  const { reference, claims, signedInFor } = arrival
  const company = await findCompany()
  const t = getTranslator(claims.locale)
  const person = claims.name ?? claims.email
  const values = { company: company.name, customer: customerName(arrival), person: person ?? '' }

  return (
    <Page
      title={t('login.continue_title', values)}
      intro={t(person ? 'login.continue_intro' : 'login.continue_intro_unnamed', values)}
    >
      {signedInFor && <p>{t('login.other_signed_in', { customer: signedInFor })}</p>}
      <form className={styles.actions} method="post" action="/login/continue/confirm">
        <input type="hidden" name="ticket" value={reference} />
        <Button kind="primary">{buttonText(t, arrival)}</Button>
        {signedInFor && <LinkButton href="/">{t('login.stay', { customer: signedInFor })}</LinkButton>}
        {!signedInFor && company.host_url && (
          <LinkButton href={company.host_url}>{t('portal.back_to_company', values)}</LinkButton>
        )}
      </form>
    </Page>
  )
}

export async function generateMetadata(): Promise<Metadata> {
  const arrival = await findArrival()
  if (!arrival) return {}
  const t = getTranslator(arrival.claims.locale)
  return { title: t('login.continue_title', { customer: customerName(arrival) }) }
}

function customerName({ customer, claims }: Arrival): string {
  return customer.name ?? claims.name ?? customer.id
}

function buttonText(t: Translator, arrival: Arrival): string {
  const email = arrival.customer.email ?? arrival.claims.email
  const customer = customerName(arrival)
  return email ? t('login.continue_as_with_email', { customer, email }) : t('login.continue_as', { customer })
}
