// Under Stripe's own names the API has a host of its own; at the twin's address it is this one.
const apiBase = window.location.origin === 'https://js.stripe.com' ? 'https://api.stripe.com' : window.location.origin

/** @returns the API's answer, or `{ error }` in Stripe's shape; never throws */
export async function callApi(method, path, key, params = {}) {
  const form = encodeForm({ key, ...params })
  const isGet = method === 'GET'
  try {
    const response = await fetch(`${apiBase}${path}${isGet ? `?${form}` : ''}`, {
      method,
      credentials: 'omit',
      cache: 'no-store',
      // A form body needs no preflight.
      body: isGet ? undefined : form,
    })
    return await response.json()
  } catch {
    return {
      error: {
        type: 'api_connection_error',
        message: 'We are experiencing issues connecting to our payments provider.',
      },
    }
  }
}

function encodeForm(params) {
  const form = new URLSearchParams()
  append(form, params, undefined)
  return form
}

function append(form, value, name) {
  if (value === undefined || value === null) return
  if (typeof value !== 'object') {
    form.append(name, String(value))
    return
  }
  for (const [key, item] of Object.entries(value)) append(form, item, name === undefined ? key : `${name}[${key}]`)
}
