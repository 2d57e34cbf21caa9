// Which values are lit: the link between the record and the words.

import { createContext } from 'svelte'
import { SvelteSet } from 'svelte/reactivity'

import type { Mark, Role, Value } from './values'

const same = (ids: string[], set: ReadonlySet<string>) => ids.length === set.size && ids.every((id) => set.has(id))

export class Light {
  readonly order: string[]
  private readonly byId: Map<string, Value>
  private shown = $state.raw<ReadonlySet<string>>(new Set())
  private pinned = $state.raw<ReadonlySet<string>>(new Set())
  /** The value that holds the record's one tab stop. */
  current = $state('')
  /** Where the last lighting came from; the other side scrolls to it. */
  from = $state<'record' | 'text'>('record')
  readonly off = new SvelteSet<Role>()

  constructor(values: Value[]) {
    this.order = values.map((v) => v.id)
    this.byId = new Map(values.map((v) => [v.id, v]))
    this.current = this.order[0] ?? ''
  }

  get lit(): ReadonlySet<string> {
    return this.shown.size > 0 ? this.shown : this.pinned
  }

  /** The lit values, first first. */
  get values(): Value[] {
    return [...this.lit].flatMap((id) => this.byId.get(id) ?? [])
  }

  value(id: string): Value | undefined {
    return this.byId.get(id)
  }

  isPinned(id: string): boolean {
    return this.pinned.has(id)
  }

  marked(mark: Mark): boolean {
    return mark.values.some((id) => this.lit.has(id))
  }

  /**
   * Lights values while the pointer or the focus is on them. Moves of the pointer
   * call it, and not its entering: what comes to lie under a resting pointer when
   * a page opens or scrolls was not pointed at.
   */
  show(ids: string[], from: 'record' | 'text') {
    if (from === this.from && same(ids, this.shown)) return
    this.from = from
    this.shown = new Set(ids)
  }

  clear() {
    this.shown = new Set()
  }

  /** Keeps values lit until another is pinned or Escape is pressed. */
  pin(ids: string[], from: 'record' | 'text') {
    const again = same(ids, this.pinned)
    this.from = from
    this.pinned = new Set(again ? [] : ids)
    if (!again && ids[0]) this.current = ids[0]
  }

  release() {
    this.pinned = new Set()
    this.shown = new Set()
  }

  toggle(role: Role) {
    if (!this.off.delete(role)) this.off.add(role)
  }

  /** The IDs of an incident's values. */
  of(incident: string): string[] {
    return this.order.filter((id) => id.startsWith(incident + '.'))
  }
}

export const [getLight, setLight] = createContext<Light>()
