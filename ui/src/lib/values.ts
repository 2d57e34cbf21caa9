// A record's values as one list, each with the words that support it.

import type { Article, Cited, CodedRecord, Incident } from './record'
import { Offsets, type Span } from './spans'

export const roles = ['act', 'actor', 'target', 'weapon', 'toll', 'date', 'place', 'assertion'] as const
export type Role = (typeof roles)[number]

export const roleNames: Record<Role, string> = {
  act: 'Act',
  actor: 'Actor',
  target: 'Target',
  weapon: 'Weapon',
  toll: 'Toll',
  date: 'Date',
  place: 'Place',
  assertion: 'Assertion',
}

/** One value of the record; its ID tells where in the record it stands. */
export interface Value {
  id: string
  role: Role
  quote: string
  /** UTF-16 positions, or null where the quote does not stand at its span. */
  span: Span | null
}

const cited = (id: string, role: Role, c: Cited) => ({ id, role, cite: c })

function ofIncident(inc: Incident) {
  return [
    cited(`${inc.id}.act`, 'act', inc.anchor),
    ...(inc.count ? [cited(`${inc.id}.count`, 'act', inc.count)] : []),
    ...(inc.date ? [cited(`${inc.id}.date`, 'date', inc.date)] : []),
    ...(inc.place ? [cited(`${inc.id}.place`, 'place', inc.place)] : []),
    ...(inc.perpetrators ?? []).map((v, n) => cited(`${inc.id}.actor${n}`, 'actor', v)),
    ...(inc.tolls ?? []).map((v, n) => cited(`${inc.id}.toll${n}`, 'toll', v)),
    ...(inc.targets ?? []).map((v, n) => cited(`${inc.id}.target${n}`, 'target', v)),
    ...(inc.weapons ?? []).map((v, n) => cited(`${inc.id}.weapon${n}`, 'weapon', v)),
  ]
}

function ofRecord(record: CodedRecord) {
  return [
    ...(record.incidents ?? []).flatMap(ofIncident),
    ...(record.assertions ?? []).map((v, n) => cited(`assertion${n}`, 'assertion', v)),
  ]
}

/** The values of an article's record in the order in which they are shown. */
export function valuesOf(article: Pick<Article, 'whole' | 'record'>): Value[] {
  const offsets = new Offsets(article.whole)
  return ofRecord(article.record).map(({ id, role, cite }) => {
    const span = offsets.span(cite.span)
    const stands = span.end > span.start && article.whole.slice(span.start, span.end) === cite.quote
    return { id, role, quote: cite.quote, span: stands ? span : null }
  })
}

/** Words in the text that support one or more values of one role. */
export interface Mark extends Span {
  role: Role
  values: string[]
  /** The line, counted from the letters down, on which its underline runs. */
  lane: number
}

/** A run of text under the same marks, innermost last. */
export interface Segment extends Span {
  text: string
  marks: Mark[]
}
export interface Paragraph {
  start: number
  title: boolean
  segments: Segment[]
}

/** The marks of a text: one for each role and span, on lanes that do not collide. */
export function marksOf(values: Value[]): Mark[] {
  const byPlace = new Map<string, Mark>()
  for (const { id, role, span } of values) {
    if (!span) continue
    const key = `${role} ${span.start} ${span.end}`
    const mark = byPlace.get(key)
    if (mark) mark.values.push(id)
    else byPlace.set(key, { ...span, role, values: [id], lane: 0 })
  }
  const marks = [...byPlace.values()].sort((a, b) => a.start - b.start || b.end - a.end)
  const ends: number[] = []
  for (const mark of marks) {
    const free = ends.findIndex((end) => end <= mark.start)
    mark.lane = free < 0 ? ends.length : free
    ends[mark.lane] = mark.end
  }
  return marks
}

/** Splits a text into paragraphs, and these where marks begin and end. */
export function paragraphsOf(whole: string, titleLength: number, marks: Mark[]): Paragraph[] {
  const paragraphs: Paragraph[] = []
  let start = 0
  for (const line of whole.split('\n')) {
    const end = start + line.length
    if (line.trim() !== '') {
      paragraphs.push({ start, title: start < titleLength, segments: segments(whole, start, end, marks) })
    }
    start = end + 1
  }
  return paragraphs
}

function segments(whole: string, start: number, end: number, marks: Mark[]): Segment[] {
  const here = marks.filter((m) => m.start < end && m.end > start)
  const cuts = new Set([start, end])
  for (const m of here) {
    cuts.add(Math.max(start, m.start))
    cuts.add(Math.min(end, m.end))
  }
  const edges = [...cuts].sort((a, b) => a - b)
  return edges.slice(1).map((to, i) => {
    const from = edges[i] ?? start
    return { start: from, end: to, text: whole.slice(from, to), marks: here.filter((m) => m.start <= from && m.end >= to) }
  })
}
