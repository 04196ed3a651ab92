/** Makes an element: attributes by name, listeners as `onclick`, children as nodes or text; what is undefined or false is left out. */
export function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value)
    else node.setAttribute(name, value === true ? '' : value)
  }
  node.append(...children.filter((child) => child !== undefined && child !== false))
  return node
}

/** Every frame says what it is. */
export function makeMarker(texts) {
  return make('p', { class: 'Marker' }, texts.testStandIn)
}
