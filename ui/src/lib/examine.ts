// What is told of incidents on request: why they are one, what coding anew changed,
// and what was kept to be cited.

import { ask, send } from './api'
import type { Listed } from './record'

/** One link that holds an incident together. */
export interface Join {
  a: string
  b: string
  article_a: string
  article_b: string
  score: number
  decided?: boolean
  reasons: string[]
}
export interface Recoding {
  number: number
  at: string
  stages: { stage: string; items: number }[]
}
export interface IncidentChange {
  id: string
  turns: string[]
  title?: string
  was?: string[]
  into?: string[]
  to?: string
  values?: { field: string; from: string; to: string; articles: string[] }[]
  conflicts?: { number: number; field: string; why: string }[]
  decisions?: number[]
}
export interface Changes {
  recoding: Recoding
  totals: { articles: number; incidents: Record<string, number>; decisions: number; adrift: number }
  incidents: IncidentChange[]
}
export interface Snapshot {
  name: string
  author?: string
  at: string
  query: string
  hash: string
  incidents: number
}

export const joins = (id: string) => ask<Listed<Join>>(`/api/cases/${encodeURIComponent(id)}/joins`)
export const recodings = () => ask<Listed<Recoding>>('/api/recodings')
export const changesSince = (number: number) => ask<Changes>(`/api/recodings/${number}`)
export const snapshots = () => ask<Listed<Snapshot>>('/api/snapshots')

/** Keeps what a list shows now, under a name. */
export const keepSnapshot = (query: URLSearchParams, name: string, author: string) =>
  send<Snapshot>('POST', `/api/snapshots?${query}`, author ? { name, author } : { name })

/** How a snapshot is cited: its name, its moment, and the hash of its bytes. */
export const citation = (s: Snapshot) =>
  `${s.author ? `${s.author}: ` : ''}“${s.name}”, ${s.incidents} ${s.incidents === 1 ? 'incident' : 'incidents'}, Tocsin, ${s.at.slice(0, 16).replace('T', ' ')} UTC, sha256 ${s.hash}`

/** The box around a point, some 50 km each way, as an address holds it. */
export function around(lat: number, lon: number): string {
  const dy = 0.45
  const dx = Math.min(dy / Math.max(Math.cos((lat * Math.PI) / 180), 0.01), 180)
  const wrap = (x: number) => ((((x + 180) % 360) + 360) % 360) - 180
  return [wrap(lon - dx), Math.max(lat - dy, -90), wrap(lon + dx), Math.min(lat + dy, 90)].map((n) => n.toFixed(2)).join(',')
}
