// The record as the interface gives it; schema/record.schema.json is its contract.

import type { Span } from './spans'

export interface Cited {
  span: Span
  quote: string
}
export interface Scored extends Cited {
  score: number
}
export interface Quantity {
  low: number
  high: number | null
}
export type Precision = 'place' | 'near' | 'admin2' | 'admin1' | 'region' | 'country' | 'unknown'

export interface DateValue extends Scored {
  start: string
  end: string
}
export interface Place extends Scored {
  name: string
  admin1?: string
  country?: string
  geonames_id?: number
  lat?: number
  lon?: number
  precision: Precision
}
export interface Attribution extends Scored {
  actor: string
  stance: string
  by: string
}
export interface Named extends Scored {
  kind: string
}
export interface Toll extends Scored, Quantity {
  what: string
  whom: string
  by: string
}
export interface Incident {
  id: string
  key?: string
  kind: string
  stage: string
  salience: string
  aggregate: boolean
  count?: (Scored & Quantity) | null
  suicide: boolean
  anchor: Cited
  date?: DateValue | null
  place?: Place | null
  perpetrators?: Attribution[] | null
  targets?: Named[] | null
  weapons?: Named[] | null
  tolls?: Toll[] | null
  score: number
}
export interface Assertion extends Scored {
  kind: string
  actor: string
  object: string
  by: string
}
export interface Producer {
  stage: string
  version: string
}
export interface CodedRecord {
  id: string
  producers: Producer[] | null
  incidents: Incident[] | null
  assertions: Assertion[] | null
  notes?: string[] | null
}
export interface Article {
  id: string
  kept: boolean
  published?: string
  outlet?: string
  url?: string
  lang?: string
  title: string
  whole: string
  record: CodedRecord
}
export interface Fragment {
  text: string
  match: boolean
}
export interface ArticleHit {
  id: string
  published?: string
  outlet?: string
  title: string
  excerpt: Fragment[]
  incidents: number
}
export interface IncidentHit {
  article: string
  published?: string
  outlet?: string
  title: string
  incident: Incident
}
export interface Listed<T> {
  total: number
  items: T[]
}
export interface Status {
  version: string
  producers: Producer[] | null
  store: {
    articles: number
    incidents: number
    located: number
    kinds: Record<string, number>
    countries: Record<string, number>
  }
}

/** How the stages of the pipeline stand. */
export interface Pipeline {
  stages: { stage: string; waiting: number; done: number; failed: number; given_up: number; oldest?: string; last?: string; next?: string }[]
  sources: { source: string; documents: number; articles: number; waiting: number; failed: number; last?: string }[]
  failures: { stage: string; item: number; name: string; source?: string; error: string; tries: number; at: string; next?: string }[]
}

/** Whether a place has coordinates of its own: an unresolved one is nowhere. */
export function located(place: Place | null | undefined): place is Place & { lat: number; lon: number } {
  return !!place && place.precision !== 'unknown' && (!!place.lat || !!place.lon)
}
