import { retrieve } from '../kernel/common-operations.ts'
import type { Context } from '../kernel/context.ts'
import { mergeMetadata } from '../kernel/metadata.ts'
import type { Resource } from '../kernel/resource.ts'
import { invalidRequest, resourceMissing } from '../kernel/stripe-error.ts'
import type { Params, StripeObject } from '../kernel/wire.ts'
import { checkLength } from '../usage/check-length.ts'
import { tellEveryone } from './active-entitlements.ts'

type Feature = StripeObject<'entitlements.feature'>

const longestName = 80

declare module '../kernel/wire.ts' {
  interface HiddenFields {
    product_feature: { _product: string }
  }
}

/** https://docs.stripe.com/api/entitlements/feature and https://docs.stripe.com/api/product-feature */
export const entitlementFeatures: Resource = {
  operations: {
    'entitlements.features.create': createFeature,
    'entitlements.features.retrieve': retrieve('entitlements.feature'),
    'entitlements.features.update': updateFeature,
    'entitlements.features.list': (context) => {
      const { archived: isArchived = false, lookup_key: key } = context.params
      const fits = (one: Feature) => one.active !== isArchived && (key === undefined || one.lookup_key === key)
      return context.page(context.list('entitlements.feature', fits), 'feature')
    },
    'products.createFeature': addToProduct,
    'products.listFeatures': (context) => {
      const { id } = context.get('product', context.id)
      return context.page(context.list('product_feature', ({ _product }) => _product === id))
    },
    'products.retrieveFeature': (context) => getOwn(context),
    'products.deleteFeature': (context) => {
      const stub = context.delete(getOwn(context))
      tellEveryone(context)
      return stub
    },
  },
  views: {
    product_feature: (own, context) =>
      own.deleted
        ? own
        : { ...own, entitlement_feature: context.get('entitlements.feature', own.entitlement_feature.id) },
  },
}

function createFeature(context: Context<Params<'entitlements.features.create'>>) {
  const { lookup_key, name, metadata } = context.params
  checkLength(lookup_key, longestName, 'lookup_key')
  checkLength(name, longestName, 'name')
  const [taken] = context.list('entitlements.feature', (each) => each.lookup_key === lookup_key)
  if (taken) {
    const message = `A feature (\`${taken.id}\`) already uses that lookup key.`
    throw invalidRequest(message, { param: 'lookup_key', code: 'resource_already_exists' })
  }
  return context.insert('entitlements.feature', {
    active: true,
    lookup_key,
    name,
    metadata: mergeMetadata({}, metadata),
  })
}

function updateFeature(context: Context<Params<'entitlements.features.update'>>) {
  const before = context.get('entitlements.feature', context.id)
  const { active, name, metadata } = context.params
  checkLength(name, longestName, 'name')
  return context.update(before, {
    ...(active === undefined ? {} : { active }),
    ...(name === undefined ? {} : { name }),
    metadata: mergeMetadata(before.metadata, metadata),
  })
}

function addToProduct(context: Context<Params<'products.createFeature'>>): StripeObject<'product_feature'> {
  const { id } = context.get('product', context.id)
  const feature = context.get('entitlements.feature', context.params.entitlement_feature, 'entitlement_feature')
  if (!feature.active) {
    throw invalidRequest('An archived feature cannot be added to a product.', { param: 'entitlement_feature' })
  }
  const own = context.list('product_feature', (each) => each._product === id)
  if (own.some(({ entitlement_feature: known }) => known.id === feature.id)) {
    throw invalidRequest('The product already has this feature.', { param: 'entitlement_feature' })
  }
  const added = context.insert('product_feature', { entitlement_feature: feature, _product: id })
  tellEveryone(context)
  return added
}

function getOwn(context: Context): StripeObject<'product_feature'> {
  const found = context.find('product_feature', context.id)
  if (!found || found._product !== context.path.productId) throw resourceMissing('product_feature', context.id)
  return found
}
