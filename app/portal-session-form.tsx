import type { ReactNode } from 'react'
import { PatientForm } from '#components/portal/patient-form.tsx'
import type { FlowName } from '#lib/catalogue/flows.ts'
import { LoginField } from './login-field.tsx'
import type { PortalContext } from './portal-context.ts'

interface PortalSessionFormProps {
  flow: FlowName | 'portal_homepage'
  /** Ids at Stripe, as far as the flow is about one. */
  subscription?: string
  item?: string
  price?: string
  context: PortalContext
  /** The button. */
  children: ReactNode
}

/** Opens Stripe's portal: mints when it is pressed, and not before. */
export function PortalSessionForm({ flow, subscription, item, price, context, children }: PortalSessionFormProps) {
  return (
    <PatientForm action="/api/portal-sessions" waiting={context.t('embed.queued')}>
      <input type="hidden" name="flow" value={flow} />
      {subscription && <input type="hidden" name="subscription" value={subscription} />}
      {item && <input type="hidden" name="item" value={item} />}
      {price && <input type="hidden" name="price" value={price} />}
      <LoginField context={context} />
      {children}
    </PatientForm>
  )
}
