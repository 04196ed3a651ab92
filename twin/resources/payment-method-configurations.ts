import { list, retrieve } from '../kernel/common-operations.ts'
import type { Context } from '../kernel/context.ts'
import type { Resource } from '../kernel/resource.ts'
import { invalidRequest, notPlayed } from '../kernel/stripe-error.ts'
import type { Params, StripeObject } from '../kernel/wire.ts'
import { playedTypes } from '../payments/method-types.ts'

type Configuration = StripeObject<'payment_method_configuration'>
type UpdateParams = Params<'paymentMethodConfigurations.update'>
type Preference = { display_preference?: { preference?: string } }

/** https://docs.stripe.com/api/payment_method_configurations: which payment methods an account takes, and where. */
export const paymentMethodConfigurations: Resource = {
  operations: {
    'paymentMethodConfigurations.create': createConfiguration,
    'paymentMethodConfigurations.retrieve': retrieve('payment_method_configuration'),
    'paymentMethodConfigurations.update': updateConfiguration,
    'paymentMethodConfigurations.list': list('payment_method_configuration', { by: ['active', 'application'] }),
  },
  open: (context) => {
    insertConfiguration(context, { name: 'Default', is_default: true })
  },
}

function insertConfiguration(context: Context, { name, is_default }: { name: string; is_default: boolean }) {
  const types = playedTypes.map((type) => [type, offer('on')])
  return context.insert('payment_method_configuration', {
    active: true,
    application: null,
    is_default,
    name,
    parent: null,
    ...Object.fromEntries(types),
  } as Partial<Configuration>)
}

function createConfiguration(context: Context<Params<'paymentMethodConfigurations.create'>>) {
  const { expand: _, name = 'Untitled', parent, ...types } = context.params
  if (parent) throw notPlayed('payment method configurations with a parent (Connect)')
  const configuration = insertConfiguration(context, { name, is_default: false })
  return context.update(configuration, readTypes(types))
}

function updateConfiguration(context: Context<UpdateParams>) {
  const before = context.get('payment_method_configuration', context.id)
  const { expand: _, name, active, ...types } = context.params
  if (active === false && before.is_default)
    throw invalidRequest('The default payment method configuration cannot be deactivated.', { param: 'active' })
  return context.update(before, {
    ...(name === undefined ? {} : { name }),
    ...(active === undefined ? {} : { active }),
    ...readTypes(types),
  })
}

function readTypes(given: object) {
  const entries = Object.entries(given as Record<string, Preference>).map(([type, { display_preference: wanted }]) => {
    const preference = wanted?.preference ?? 'none'
    return [type, { ...offer(preference), available: playedTypes.includes(type) && preference !== 'off' }]
  })
  return Object.fromEntries(entries)
}

function offer(preference: string) {
  const value = preference === 'off' ? 'off' : 'on'
  return { available: true, display_preference: { overridable: null, preference, value } }
}
