import { list, retrieve, search } from '../kernel/common-operations.ts'
import type { Context } from '../kernel/context.ts'
import { mergeMetadata } from '../kernel/metadata.ts'
import type { Resource } from '../kernel/resource.ts'
import { invalidRequest } from '../kernel/stripe-error.ts'
import type { Params } from '../kernel/wire.ts'
import { createPrice } from './prices.ts'

/** https://docs.stripe.com/api/products */
export const products: Resource = {
  operations: {
    'products.create': createProduct,
    'products.retrieve': retrieve('product'),
    'products.update': updateProduct,
    'products.del': deleteProduct,
    'products.list': list('product', {
      by: ['active', 'shippable', 'url', 'type'],
      where: { ids: (product, ids: string[]) => ids.includes(product.id) },
    }),
    'products.search': search('product', ['active', 'description', 'name', 'shippable', 'url']),
  },
}

function createProduct(context: Context<Params<'products.create'>>) {
  const { expand: _, metadata, default_price_data: priceData, ...fields } = context.params
  const product = context.insert('product', {
    active: true,
    type: 'service',
    default_price: null,
    updated: context.now(),
    ...fields,
    metadata: mergeMetadata({}, metadata),
  })
  context.emit('product.created', product)
  if (!priceData) return product
  const price = createPrice(context, { ...priceData, product: product.id })
  return context.update(product, { default_price: price.id })
}

function updateProduct(context: Context<Params<'products.update'>>) {
  const before = context.get('product', context.id)
  const { expand: _, metadata, ...fields } = context.params
  if (fields.default_price) context.get('price', fields.default_price, 'default_price')
  const product = context.update(before, {
    ...fields,
    updated: context.now(),
    metadata: mergeMetadata(before.metadata, metadata),
  })
  context.emit('product.updated', product, before)
  return product
}

function deleteProduct(context: Context) {
  const product = context.get('product', context.id)
  if (context.list('price', (price) => price.product === product.id).length > 0) {
    throw invalidRequest('This product cannot be deleted because it has one or more user-created prices.')
  }
  context.emit('product.deleted', product)
  return context.delete(product)
}
