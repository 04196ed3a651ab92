import styles from './sale-stops.module.css'

/** What a saved policy cannot reach any more, and where Stripe can. */
export function SaleStops({ isLive }: { isLive: boolean }) {
  const dashboardUrl = `https://dashboard.stripe.com/${isLive ? '' : 'test/'}`
  return (
    <>
      <p>From now on every page that is opened obeys it. It does not reach what was opened before:</p>
      <ul className={styles.list}>
        <li>Open pages with a component on them: up to 30 minutes, and 30 more for a payment that has begun.</li>
        <li>Sessions of Stripe’s portal: up to an hour after a customer last did something there.</li>
        <li>Checkouts that have started: up to a day.</li>
      </ul>
      <p>
        To stop a sale at once, switch it off at Stripe ({isLive ? 'live' : 'test'} mode):{' '}
        <a href={`${dashboardUrl}pricing-tables`}>pricing tables</a>,{' '}
        <a href={`${dashboardUrl}payment-links`}>buy buttons and payment links</a>,{' '}
        <a href={`${dashboardUrl}settings/billing/portal`}>the portal</a>.
      </p>
    </>
  )
}
