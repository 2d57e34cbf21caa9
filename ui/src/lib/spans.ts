// The server counts positions in bytes of UTF-8, the browser in UTF-16 units.

export interface Span {
  start: number
  end: number
}

/** Converts byte positions of one text into positions of a JavaScript string. */
export class Offsets {
  /** Positions just past each character that is not ASCII. */
  private readonly bytes: number[] = []
  private readonly units: number[] = []

  constructor(text: string) {
    let byte = 0
    let unit = 0
    for (const char of text) {
      const code = char.codePointAt(0) ?? 0
      byte += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
      unit += char.length
      if (code >= 0x80) {
        this.bytes.push(byte)
        this.units.push(unit)
      }
    }
  }

  /** The UTF-16 position of a byte position that lies between two characters. */
  unit(byte: number): number {
    let low = 0
    let high = this.bytes.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.bytes[middle] ?? 0) <= byte) low = middle + 1
      else high = middle
    }
    if (low === 0) return byte
    return (this.units[low - 1] ?? 0) + byte - (this.bytes[low - 1] ?? 0)
  }

  span(bytes: Span): Span {
    return { start: this.unit(bytes.start), end: this.unit(bytes.end) }
  }
}
