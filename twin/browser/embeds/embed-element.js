import { openFrame } from '../stripe-js/frame.js'

/** Defines a custom element that shows a page of the twin and hands it its attributes, whenever they change. */
export function defineEmbed({ tag, idAttribute, resource, framePath, title }) {
  if (customElements.get(tag)) return

  class Embed extends HTMLElement {
    static observedAttributes = [
      idAttribute,
      'publishable-key',
      'client-reference-id',
      'customer-email',
      'customer-session-client-secret',
    ]
    #frame
    #drawing

    connectedCallback() {
      this.#drawSoon()
    }

    disconnectedCallback() {
      clearTimeout(this.#drawing)
      this.#close()
    }

    attributeChangedCallback() {
      if (this.isConnected) this.#drawSoon()
    }

    // Frameworks set the attributes one after the other.
    #drawSoon() {
      clearTimeout(this.#drawing)
      this.#drawing = setTimeout(() => this.#draw())
    }

    #draw() {
      this.#close()
      const id = this.getAttribute(idAttribute)
      const key = this.getAttribute('publishable-key')
      if (!id || !key) {
        console.error(`[Stripe.js] <${tag}> needs the attributes ${idAttribute} and publishable-key.`)
        return
      }
      this.#frame = openFrame({
        path: framePath,
        title,
        styles: { width: '100%', height: '0' },
        onEvent: (name, { height }) => {
          if (name === 'resize' && Number.isFinite(height)) this.#frame.iframe.style.height = `${height}px`
        },
      })
      this.style.display = 'block'
      const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' })
      root.append(this.#frame.iframe)
      this.#frame
        .call('load', {
          key,
          path: `/v1/${resource}/${encodeURIComponent(id)}`,
          attributes: readAttributes(this),
          browserLocale: navigator.language,
        })
        .catch(() => {})
    }

    #close() {
      this.#frame?.close()
      this.#frame = undefined
    }
  }
  customElements.define(tag, Embed)
}

function readAttributes(element) {
  const given = (name) => element.getAttribute(name) ?? undefined
  return {
    client_reference_id: valid(given('client-reference-id'), /^[A-Za-z0-9_-]{1,200}$/),
    customer_email: valid(given('customer-email'), /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/),
    customer_session_client_secret: given('customer-session-client-secret'),
    // Checkout's way back.
    page_url: window.location.href,
  }
}

/** Stripe drops what does not fit without a word. */
function valid(value, pattern) {
  return value && pattern.test(value) ? value : undefined
}
