// The words behind the entry of a ledger that is pointed at.

interface Cited {
  article: string
  incident: string
  quote: string
  outlet?: string
  span: { start: number; end: number }
}

export class Evidence {
  private at = $state.raw<Cited>()

  get shown(): Cited | undefined {
    return this.at
  }

  show(entry: Cited) {
    this.at = entry
  }

  clear() {
    this.at = undefined
  }

  /** Whether this very entry is pointed at. */
  lights(entry: Cited): boolean {
    const at = this.at
    return at?.article === entry.article && at.incident === entry.incident && at.span.start === entry.span.start && at.quote === entry.quote
  }

  /** Whether the report of what is pointed at is this one. */
  from(article: string): boolean {
    return this.at?.article === article
  }
}
