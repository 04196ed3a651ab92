import { insertProduct, readProduct } from '../catalogue/products.ts'
import { list, retrieve, search } from '../kernel/common-operations.ts'
import type { Context } from '../kernel/context.ts'
import { mergeMetadata } from '../kernel/metadata.ts'
import type { Resource } from '../kernel/resource.ts'
import { invalidRequest } from '../kernel/stripe-error.ts'
import type { Params } from '../kernel/wire.ts'
import { withinParam } from '../kernel/within-param.ts'
import { createPrice } from './prices.ts'

const listProducts = list('product', {
  by: ['active', 'shippable', 'url', 'type'],
  where: { ids: (product, ids: string[]) => ids.includes(product.id) },
})

/** https://docs.stripe.com/api/products */
export const products: Resource = {
  operations: {
    'products.create': createProduct,
    'products.retrieve': retrieve('product'),
    'products.update': updateProduct,
    'products.del': deleteProduct,
    'products.list': (context) => {
      const { ids, starting_after: after, ending_before: before } = context.params
      if (ids && (after || before))
        throw invalidRequest('`ids` cannot be used with `starting_after` or `ending_before`.', { param: 'ids' })
      return listProducts(context)
    },
    'products.search': search('product', ['active', 'description', 'name', 'shippable', 'url']),
  },
}

function createProduct(context: Context<Params<'products.create'>>) {
  const { expand: _, default_price_data: priceData, ...given } = context.params
  const product = insertProduct(context, given)
  if (!priceData) return product
  const price = withinParam('default_price_data', () => createPrice(context, { ...priceData, product: product.id }))
  const complete = context.update(product, { default_price: price.id })
  context.emit('product.updated', complete, product)
  return complete
}

function updateProduct(context: Context<Params<'products.update'>>) {
  const before = context.get('product', context.id)
  const { expand: _, metadata, ...given } = context.params
  if (given.default_price) checkDefaultPrice(context, given.default_price)
  if (before.type !== 'service') refuseForServices(given)
  const product = context.update(before, {
    ...readProduct(given),
    updated: context.now(),
    metadata: mergeMetadata(before.metadata, metadata),
  })
  context.emit('product.updated', product, before)
  return product
}

function refuseForServices(given: Params<'products.update'>) {
  for (const param of ['statement_descriptor', 'unit_label'] as const) {
    if (given[param]) throw invalidRequest(`\`${param}\` may only be set if \`type=service\`.`, { param })
  }
}

function checkDefaultPrice(context: Context, id: string) {
  const price = context.get('price', id, 'default_price')
  const reason =
    price.product !== context.id ? 'belongs to another product' : price.active ? undefined : 'is not active'
  if (reason)
    throw invalidRequest(`The price ${id} cannot be the default price: it ${reason}.`, { param: 'default_price' })
}

function deleteProduct(context: Context) {
  const product = context.get('product', context.id)
  if (context.list('price', (price) => price.product === product.id).length > 0) {
    throw invalidRequest('This product cannot be deleted because it has one or more user-created prices.')
  }
  context.emit('product.deleted', product)
  return context.delete(product)
}
