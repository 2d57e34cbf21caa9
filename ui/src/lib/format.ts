import type { Quantity } from './record'

const dayFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })
const regions = new Intl.DisplayNames('en', { type: 'region', fallback: 'code' })
const number = new Intl.NumberFormat('en')

const asDate = (iso: string) => new Date(iso + 'T00:00:00Z')

/** A day as "4 Jan 2024". */
export const day = (iso: string) => dayFormat.format(asDate(iso))

const momentFormat = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'UTC' })

/** A time as "4 Jan 2024, 10:00:00" in UTC, or "never". */
export const moment = (iso: string | undefined) => (iso ? momentFormat.format(new Date(iso)) + ' UTC' : 'never')

/** Days from a to b, negative where b is earlier. */
export const daysBetween = (a: string, b: string) => Math.round((asDate(b).getTime() - asDate(a).getTime()) / 86_400_000)

/** An interval, with what its ends share said once. */
export function interval(start: string, end: string): string {
  return start === end ? day(start) : dayFormat.formatRange(asDate(start), asDate(end))
}

export function country(code: string): string {
  try {
    return regions.of(code) ?? code
  } catch {
    return code
  }
}

/** A value of the codebook as words: "armed_assault" → "armed assault". */
export const words = (value: string) => value.replaceAll('_', ' ')

export const capital = (s: string) => s.charAt(0).toUpperCase() + s.slice(1)

/** A quantity: "85", "90–100", "12 or more". */
export function quantity(q: Quantity): string {
  if (q.high === null) return `${number.format(q.low)} or more`
  if (q.high === q.low) return number.format(q.low)
  return `${number.format(q.low)}–${number.format(q.high)}`
}

export const plural = (n: number, one: string, many = one + 's') => `${number.format(n)} ${n === 1 ? one : many}`

/** How an attribution is held and by whom, in a line. */
export function says(stance: string, by: string): string {
  if (by === 'self') return `${stance} by itself`
  if (by === 'article') return stance === 'reported' ? 'reported as fact' : `${stance}, says the article`
  return stance === 'denied' ? `denied: ${by}` : `${stance} by ${by}`
}

/** Who gives a figure. */
export const source = (by: string) => (by === 'article' ? 'the article' : by === 'self' ? 'itself' : by)

/** When an interval lay, seen from the day of publication. */
export function fromPublication(start: string, end: string, published: string): string {
  const [first, last] = [daysBetween(published, start), daysBetween(published, end)]
  if (first <= 0 && last >= 0) return first === last ? 'on the day of publication' : 'up to publication'
  if (first > 0) return `${distance(first)} after publication`
  return `${distance(-last)} before publication`
}

function distance(days: number): string {
  if (days < 60) return plural(days, 'day')
  if (days < 730) return plural(Math.round(days / 30.44), 'month')
  return plural(Math.round(days / 365.25), 'year')
}
