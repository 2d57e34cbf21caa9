import { send } from './api'
import type { Listed } from './record'

/** A source with how collecting from it stands. */
export interface Source {
  id: string
  name: string
  kind: string
  at: string
  country?: string
  lang?: string
  ownership: string
  owner?: string
  reliability: string
  marking: string
  every: string
  paused: boolean
  checked?: string
  due?: string
  failures: number
  error?: string
  note?: string
  waiting: number
  taken: number
  given_up: number
}

/** What a look at a source shows. */
export interface Sight {
  title?: string
  lang?: string
  documents: number
  leads: { url: string; title?: string; published?: string }[]
  notes: string[]
}

/** What a person says of a source; empty fields are left out. */
export interface SourceDraft {
  at: string
  kind: string
  name: string
  country: string
  ownership: string
  owner: string
  reliability: string
  marking: string
  every: string
}

export const kinds = ['feed', 'page', 'list']
export const ownerships = ['unknown', 'independent', 'state', 'party', 'security_force', 'ngo']
export const markings = ['clear', 'green', 'amber', 'amber+strict', 'red']
export const grades: [grade: string, meaning: string][] = [
  ['A', 'completely reliable'],
  ['B', 'usually reliable'],
  ['C', 'fairly reliable'],
  ['D', 'not usually reliable'],
  ['E', 'unreliable'],
  ['F', 'not judged'],
]

export const emptyDraft = (): SourceDraft => ({
  at: '', kind: 'feed', name: '', country: '', ownership: 'unknown', owner: '', reliability: 'F', marking: 'clear', every: '30m',
})

const filled = (draft: SourceDraft) => Object.fromEntries(Object.entries(draft).filter(([, v]) => v !== ''))
const path = (id: string) => `/api/sources/${encodeURIComponent(id)}`

export const sources = () => send<Listed<Source>>('GET', '/api/sources')
export const trySource = (draft: SourceDraft) => send<Sight>('POST', '/api/sources/try', filled(draft))
export const addSource = (draft: SourceDraft) => send<Source>('POST', '/api/sources', filled(draft))
export const changeSource = (id: string, change: Partial<Source>) => send<Source>('PATCH', path(id), change)
export const removeSource = (id: string) => send<undefined>('DELETE', path(id))
export const retrySource = (id: string) => send<{ retried: number }>('POST', path(id) + '/retry')

/** How a source stands, in a line. */
export function standing(source: Source): string {
  if (source.paused) return 'Paused'
  if (source.error) return `Failed ${source.failures === 1 ? 'once' : `${source.failures} times`}: ${source.error}`
  if (!source.checked) return 'Not looked at yet'
  return source.note ? `Good, but: ${source.note}` : 'Good'
}
