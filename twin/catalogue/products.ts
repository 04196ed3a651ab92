// What a product keeps of a request.
import { checkUrl } from '../kernel/check-url.ts'
import type { Context } from '../kernel/context.ts'
import { mergeMetadata } from '../kernel/metadata.ts'
import { invalidRequest } from '../kernel/stripe-error.ts'
import type { Params, StripeObject } from '../kernel/wire.ts'

type Given = Omit<Params<'products.create'>, 'expand' | 'default_price_data'>
type Changes = Omit<Params<'products.update'>, 'expand' | 'metadata'>

export function insertProduct(context: Context, { id, metadata, ...fields }: Given): StripeObject<'product'> {
  const product = context.insert('product', {
    active: true,
    default_price: null,
    marketing_features: [],
    statement_descriptor: null,
    tax_code: null,
    type: 'service',
    unit_label: null,
    updated: context.now(),
    ...readProduct(fields as Changes),
    ...(id ? { id } : {}),
    ...(fields.type ? { type: fields.type } : {}),
    metadata: mergeMetadata({}, metadata),
  } as Partial<StripeObject<'product'>>)
  context.emit('product.created', product)
  return product
}

export function readProduct(given: Changes) {
  const { images, marketing_features: features, statement_descriptor: descriptor, unit_label: label, url } = given
  if ((images || []).length > 8) throw invalidRequest('A product can have up to 8 images.', { param: 'images' })
  if ((features || []).length > 15)
    throw invalidRequest('A product can have up to 15 marketing features.', { param: 'marketing_features' })
  for (const [index, { name }] of (features || []).entries()) {
    if ((name?.length ?? 0) > 80)
      throw invalidRequest('Invalid string: must be at most 80 characters', {
        param: `marketing_features[${index}][name]`,
      })
  }
  if (descriptor) checkDescriptor(descriptor)
  if (label && label.length > 12)
    throw invalidRequest(`Invalid string: ${label}; must be at most 12 characters`, { param: 'unit_label' })
  if (url) checkUrl(url, 'url')
  return {
    ...given,
    ...(descriptor === undefined ? {} : { statement_descriptor: inAscii(descriptor) }),
    ...(images === undefined ? {} : { images: images || [] }),
    ...(features === undefined ? {} : { marketing_features: features || [] }),
    ...taxOf(given),
  }
}

function inAscii(text: string): string {
  return text.replace(/\P{ASCII}/gu, '')
}

/** A tax code is told in two places. */
function taxOf({ tax_code: code, tax_details: details }: Changes) {
  if (details === undefined) return code ? { tax_details: { performance_location: null, tax_code: code } } : {}
  if (!details) return { tax_code: null, tax_details: null }
  const taxCode = details.tax_code || null
  return {
    tax_code: taxCode,
    tax_details: { performance_location: details.performance_location ?? null, tax_code: taxCode },
  }
}

function checkDescriptor(descriptor: string) {
  const param = 'statement_descriptor'
  if (descriptor.length > 22) throw invalidRequest('The statement descriptor must be at most 22 characters.', { param })
  if (/[<>\\"'*]/.test(descriptor))
    throw invalidRequest('The statement descriptor contains a character that is not allowed.', {
      code: 'invalid_characters',
      param,
    })
  if (!/[A-Za-z]/.test(descriptor))
    throw invalidRequest('The statement descriptor must contain at least one letter.', { param })
}
