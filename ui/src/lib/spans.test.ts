import { describe, expect, it } from 'vitest'

import { Offsets } from './spans'

/** The byte position of a UTF-16 position, by the browser's own encoder. */
const byteOf = (text: string, unit: number) => new TextEncoder().encode(text.slice(0, unit)).length

describe('byte spans', () => {
  const texts = ['', 'plain', 'Blast — İzmir', 'دمشق: قُتل 12', '💥 first', 'a💥b💥c', 'naïve\nÉ\n', '北京 2 killed']

  it('find every character of every script', () => {
    for (const text of texts) {
      const offsets = new Offsets(text)
      let unit = 0
      for (const char of text + '$') {
        expect(offsets.unit(byteOf(text, unit)), `${text} at ${unit}`).toBe(unit)
        unit += char.length
      }
    }
  })

  it('cut the quoted words out of the text', () => {
    const whole = 'Blast — İzmir 💥\nThe “PKK” claimed it.'
    const start = whole.indexOf('“PKK”')
    const bytes = { start: byteOf(whole, start), end: byteOf(whole, start + 5) }
    const span = new Offsets(whole).span(bytes)
    expect(whole.slice(span.start, span.end)).toBe('“PKK”')
    expect(bytes.start).not.toBe(start)
  })
})
