// Exact sums of decimals, as usage is counted: 12 decimal places, no binary fractions.
const places = 12
const one = 10n ** BigInt(places)

/** In units of 10^-12. */
export function parseDecimal(text: string): bigint {
  const [, sign = '', whole = '0', fraction = ''] = /^([+-]?)(\d+)(?:\.(\d+))?$/.exec(text) ?? []
  const units = BigInt(whole) * one + BigInt(fraction.slice(0, places).padEnd(places, '0'))
  return sign === '-' ? -units : units
}

export function formatDecimal(units: bigint): string {
  const absolute = units < 0n ? -units : units
  const fraction = (absolute % one).toString().padStart(places, '0').replace(/0+$/, '')
  const text = fraction === '' ? `${absolute / one}` : `${absolute / one}.${fraction}`
  return units < 0n ? `-${text}` : text
}
