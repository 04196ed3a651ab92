import { detailTypes, listMounted } from './elements.js'

/**
 * Adds to the parameters of a confirmation what the group's Address and Link Authentication Elements hold; what the
 * page gives itself comes first.
 * @returns `{ confirmParams }`, or `{ error }` of an element that is not complete
 */
export async function collectDetails(group, kind, confirmParams) {
  let collected = confirmParams
  for (const member of listMounted(group, detailTypes)) {
    const { error } = await member.frame().call('submit')
    if (error) return { error }
    const { value } = member.lastChange()
    if (member.type !== 'address') collected = addBilling(collected, { email: value.email })
    else if (member.options().mode === 'billing') collected = addBilling(collected, value)
    else if (kind === 'payment') collected = { ...collected, shipping: collected.shipping ?? readContact(value) }
  }
  return { confirmParams: collected }
}

function addBilling(confirmParams, contact) {
  const { payment_method_data: data, payment_method, confirmation_token } = confirmParams
  if (payment_method || confirmation_token) return confirmParams
  const given = data?.billing_details
  const { address, ...rest } = readContact(contact)
  const billing_details = {
    ...rest,
    ...given,
    ...(address || given?.address ? { address: { ...address, ...given?.address } } : {}),
  }
  return { ...confirmParams, payment_method_data: { ...data, billing_details } }
}

function readContact({ name, phone, email, address }) {
  const known = Object.entries({ name, phone, email, address }).filter(([, value]) => value !== undefined)
  return Object.fromEntries(known)
}
