// What a customer tells the checkout page beyond the payment, and where it is kept.
import { callOperation } from '../kernel/call-operation.ts'
import type { Context } from '../kernel/context.ts'
import type { Params } from '../kernel/wire.ts'
import type { Session } from './session-lines.ts'

export type Address = {
  line1: string | null
  line2: string | null
  postal_code: string | null
  city: string | null
  state: string | null
  country: string | null
}
export type Shipping = { name: string; address: Address }
export type Details = {
  email: string | null
  /** Of the card's holder. */
  name: string | null
  phone?: string | null
  address?: Address | null
  individualName?: string | null
  businessName?: string | null
  shipping?: Shipping | null
  taxId?: { type: string; value: string } | null
  /** By the fields' keys. */
  customFields?: Record<string, string>
  acceptsTerms?: boolean
  acceptsPromotions?: boolean
}

type CustomField = Session['custom_fields'][number]

/** What the session answers of them once it is complete. */
export function collectedFields(session: Session, given: Details): Partial<Session> {
  const { email, name, phone = null, address = null, individualName, businessName = null, shipping, taxId } = given
  const { consent_collection: consent } = session
  const asksForNames = session.name_collection !== undefined || session.shipping_address_collection !== null
  return {
    customer_details: {
      address,
      business_name: businessName,
      email,
      individual_name: individualName ?? name,
      name: name ?? individualName ?? businessName,
      phone,
      tax_exempt: 'none',
      tax_ids: taxId ? [taxId] : [],
    },
    ...(asksForNames
      ? {
          collected_information: {
            business_name: businessName,
            individual_name: individualName ?? null,
            shipping_details: shipping ?? null,
          },
        }
      : {}),
    ...(consent
      ? {
          consent: {
            promotions: consent.promotions === 'auto' ? (given.acceptsPromotions ? 'opt_in' : 'opt_out') : null,
            terms_of_service: given.acceptsTerms ? 'accepted' : null,
          },
        }
      : {}),
    custom_fields: session.custom_fields.map((field) => withValue(field, given.customFields?.[field.key])),
  } as Partial<Session>
}

function withValue(field: CustomField, value = ''): CustomField {
  const { type } = field
  return { ...field, [type]: { ...field[type as 'text'], value: value || null } }
}

/** The customer who pays: made now, where the session makes one, or told of what the session may change. */
export function keepCustomer(context: Context, session: Session, given: Details): string | null {
  const known = session.customer as string | null
  const isNeeded = session.customer_creation === 'always' || session.invoice_creation?.enabled
  if (!known && !isNeeded) return null
  const id = known ?? createCustomer(context, given)
  if (known) updateCustomer(context, session, known, given)
  if (given.taxId) {
    const taxId = given.taxId as Params<'customers.createTaxId'>
    const isNew = !context.list('tax_id', (one) => one.customer === id && one.value === taxId.value).length
    if (isNew) callOperation(context, 'customers.createTaxId', taxId, { id })
  }
  return id
}

function createCustomer(context: Context, { email, name, phone, address, shipping }: Details): string {
  const params = withoutNull({ email, name, phone, address, shipping })
  return (callOperation(context, 'customers.create', params) as { id: string }).id
}

function updateCustomer(context: Context, { _given }: Session, id: string, given: Details) {
  const customer = context.get('customer', id)
  const { name, address, shipping } = _given?.customer_update ?? {}
  const changes = withoutNull({
    email: given.email === customer.email ? null : given.email,
    name: name === 'auto' ? (given.businessName ?? given.name) : null,
    phone: given.phone,
    address: address === 'auto' ? given.address : null,
    shipping: shipping === 'auto' ? given.shipping : null,
  })
  const isSame = Object.entries(changes).every(([field, value]) => value === customer[field as 'name'])
  if (!isSame) callOperation(context, 'customers.update', changes, { id })
}

function withoutNull(fields: object): Params<'customers.create'> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]): [string, unknown][] => {
      if (value === null || value === undefined) return []
      return [[name, typeof value === 'object' ? withoutNull(value) : value]]
    }),
  )
}
