import { JsonDetails } from '#components/admin/json-details.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { Section } from '#components/ui/section.tsx'
import type { CustomerRef } from '#lib/access/customer-ref.ts'
import { componentNames, components } from '#lib/catalogue/catalogue.ts'
import { customerSessionParameters } from '#lib/customer-sessions/customer-session-parameters.ts'
import { isComponentOffered, type Policy } from '#lib/policy/policy.ts'
import type { PortalPreview } from '#lib/portal-sessions/preview-portal-sessions.ts'
import type { Answer } from '../../ask.ts'

interface ParametersProps {
  customer: CustomerRef
  policy: Policy
  portals: Answer<PortalPreview[]>
}

/** Exactly what a mint would send to Stripe now. */
export function ParametersSection({ customer, policy, portals }: ParametersProps) {
  const offered = componentNames.filter((name) => isComponentOffered(policy, name))
  return (
    <Section
      anchor="parameters"
      title="What would be minted"
      description="Exactly what Stripe would be sent for this customer now. What is off is never sent."
    >
      {offered.map((name) => (
        <JsonDetails
          key={name}
          summary={`Customer session: ${components[name].label}`}
          json={{ ...customer, components: customerSessionParameters(policy, [name]) }}
        />
      ))}
      {'failure' in portals ? (
        <Banner tone="caution" title={`Portal sessions: ${portals.failure}`} />
      ) : (
        portals.value.map(({ flow, label, parameters }) => (
          <JsonDetails
            key={flow}
            summary={`Portal session: ${label}${parameters ? '' : ' (no subscription of theirs takes it now)'}`}
            json={parameters}
          />
        ))
      )}
      {offered.length === 0 && 'value' in portals && portals.value.length === 0 && <p>Nothing: everything is off.</p>}
    </Section>
  )
}
