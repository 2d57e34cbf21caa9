// Incidents that many reports tell, as the interface gives them.

import { ask } from './api'
import type { Attribution, Incident, Listed, Place, Toll } from './record'

export interface Estimate {
  low: number
  best: number
  high: number | null
  why: string
}
export type Values = Record<string, string>
export interface Case {
  id: string
  values: Values
  set: string[]
  where?: Place
  killed?: Estimate
  injured?: Estimate
  reports: number
  sources: number
  first_reported: string
  last_reported: string
  state: string
  conflicts?: number
  revision: number
  value: number
  title?: string
}
interface Told {
  article: string
  incident: string
  outlet?: string
  reported: string
  learned: string
  reliability?: string
  source: string
}
export interface TollEntry extends Toll, Told {
  scope: string
  standing: string
  official?: boolean
  interested?: boolean
}
export interface AttributionEntry extends Attribution, Told {
  superseded?: boolean
}
export interface ActorStanding {
  actor: string
  for: number
  against: number
  claimed: boolean
  denied: boolean
  credibility: number
  why: string
}
export interface Report {
  telling: string
  article: string
  incident: string
  published?: string
  outlet?: string
  title?: string
  learned: string
  reliability?: string
  /** The group of near copies that it is of. */
  copies?: string
  /** Which version of its page it is, where there are several. */
  version?: number
  told: Incident
}
export interface Assessment {
  reports: Report[]
  sources: number
  killed?: Estimate
  injured?: Estimate
  responsibility: { status: string; why: string; actors: ActorStanding[] }
  grade: { grade: string; why: string }
  tolls: TollEntry[]
  attributions: AttributionEntry[]
}
export interface Entry {
  number: number
  action: string
  field?: string
  value?: string
  text?: string
  tellings?: string[]
  undoes?: number
  author: string
  at: string
  holds: boolean
  by?: number
}
export interface CaseFile extends Case {
  machine: Values
  assessment: Assessment
  review: {
    state: string
    text?: string
    set: Record<string, { value: string; machine: string; pinned: boolean; number: number }>
    conflicts: { number: number; field: string; why: string }[]
    log: Entry[]
  }
  members?: { telling: string; score: number; reasons?: string[] }[]
}
export interface Change {
  what: string
  before: string
  after: string
}
export interface Step {
  at: { clock: string; time: string }
  new: Report[]
  changes: Change[]
}
export interface Decision {
  action: string
  field?: string
  value?: string
  text?: string
  tellings?: string[]
  undoes?: number
  author: string
  seen: number
}

/** The parameters of a list's address; its export takes the same. */
export const caseParams = [
  'q', 'kind', 'country', 'actor', 'status', 'grade', 'state', 'source', 'from', 'to', 'bbox', 'several', 'as-of', 'clock', 'sort',
] as const

export function caseQuery(query: URLSearchParams): URLSearchParams {
  const params = new URLSearchParams()
  for (const name of caseParams) for (const value of query.getAll(name)) if (value) params.append(name, value)
  return params
}

export function listCases(query: URLSearchParams, offset: number, signal?: AbortSignal): Promise<Listed<Case>> {
  const params = caseQuery(query)
  params.set('limit', '100')
  params.set('offset', String(offset))
  return ask(`/api/cases?${params}`, { signal })
}

/** The part of an address that chooses a moment, with its question mark. */
export function momentOf(query: URLSearchParams): string {
  const params = new URLSearchParams()
  for (const name of ['as-of', 'clock']) {
    const value = query.get(name)
    if (value) params.set(name, value)
  }
  return params.size > 0 ? `?${params}` : ''
}

export const openCase = (id: string, moment: string) => ask<CaseFile>(`/api/cases/${encodeURIComponent(id)}${moment}`)

export const historyOf = (id: string, clock: string) =>
  ask<Step[]>(`/api/cases/${encodeURIComponent(id)}/history?clock=${clock}`)

export const diffOf = (id: string, from: string, to: string, clock: string) =>
  ask<Change[]>(`/api/cases/${encodeURIComponent(id)}/diff?${new URLSearchParams({ from, to, clock })}`)

export const decide = (id: string, decision: Decision) =>
  ask<CaseFile>(`/api/cases/${encodeURIComponent(id)}/decisions`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(decision),
  })

/** A toll as a field holds it, "84/94/103", as people say it: "94 (84–103)". */
export function toll(value: string): string {
  const [low, best, high] = value.split('/')
  if (best === undefined) return value
  return high ? `${best} (${low}–${high})` : `${low} or more`
}

/** A date as a field holds it, as its two ends. */
export function ends(value: string): [string, string] {
  const [start = '', end = start] = value.split('/')
  return [start, end]
}

export interface Mark {
  day: number
  low: number
  high: number | null
  entry: TollEntry
}

/** What a chart of one effect draws: figures by their days, and the estimate's steps. */
export function chartOf(tolls: TollEntry[], steps: Step[], effect: string) {
  const time = (iso: string) => Date.parse(iso) / 86_400_000
  const marks: Mark[] = tolls
    .filter((t) => t.what === effect && t.scope === 'cumulative' && t.standing !== 'recalled')
    .map((entry) => ({ day: time(entry.reported), low: entry.low, high: entry.high, entry }))
  const best: { day: number; n: number }[] = []
  for (const step of steps) {
    const change = step.changes.find((c) => c.what === effect)
    const n = parseInt(change?.after ?? '', 10)
    if (change && !Number.isNaN(n)) best.push({ day: Math.floor(time(step.at.time)), n })
  }
  return { marks, best }
}

/** The entries of attribution by actor: columns of equal weight. */
export function byActor(entries: AttributionEntry[]): { actor: string; entries: AttributionEntry[] }[] {
  const columns = new Map<string, AttributionEntry[]>()
  for (const e of entries) columns.set(e.actor, [...(columns.get(e.actor) ?? []), e])
  return [...columns].map(([actor, all]) => ({ actor, entries: all })).sort((a, b) => Number(a.actor === 'unknown') - Number(b.actor === 'unknown'))
}
