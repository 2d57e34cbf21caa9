import { readFileSync, readdirSync } from 'node:fs'

import type { Submission } from '../src/lib/api'

const folder = new URL('../../corpus/', import.meta.url)

/** An article of the corpus as a person would submit it. */
export function fromCorpus(name: string): Submission {
  const parts = readFileSync(new URL(name, folder), 'utf8').split(/^-- (.+) --\n/m)
  const part = (file: string) => parts[parts.indexOf(file) + 1] ?? ''
  const meta = JSON.parse(part('meta.json')) as { published?: string; outlet?: string }
  return { text: part('text.txt'), title: part('title.txt').trim(), outlet: meta.outlet, published: meta.published }
}

export const corpusNames = () => readdirSync(folder).filter((name) => name.endsWith('.txtar'))
