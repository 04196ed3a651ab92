/** `items[0][price]`, or plain `price` for an operation on one item. */
export function inside(param: string, name: string): string {
  return param === '' ? name : `${param}[${name}]`
}
