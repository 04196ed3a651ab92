const stripeOrigin = 'https://js.stripe.com'

/** Frames come from wherever this script came from: the twin, or js.stripe.com when a test routes that to the twin. */
export const frameOrigin = document.currentScript?.src ? new URL(document.currentScript.src).origin : stripeOrigin
