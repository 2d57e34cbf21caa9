import type { Article, ArticleHit, IncidentHit, Listed, Status, Pipeline } from './record'

/** A failure in words for the reader. */
export class ApiError extends Error {
  constructor(
    message: string,
    readonly status: number,
  ) {
    super(message)
  }
}

interface Problem {
  detail?: string
  errors?: { message?: string; location?: string }[]
}

export async function ask<T>(path: string, init?: RequestInit): Promise<T> {
  let response: Response
  try {
    response = await fetch(path, init)
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
    throw new ApiError('Tocsin does not answer. Is “tocsin serve” still running?', 0)
  }
  if (response.ok) return (response.status === 204 ? undefined : await response.json()) as T
  throw new ApiError(await explain(response), response.status)
}

async function explain(response: Response): Promise<string> {
  try {
    const problem = (await response.json()) as Problem
    const parts = (problem.errors ?? []).map((e) => [e.location, e.message].filter(Boolean).join(': '))
    return [problem.detail, ...parts].filter(Boolean).join('; ')
  } catch {
    return `The server answered with status ${response.status}.`
  }
}

/** Sends a request of any method, with a body of JSON if one is given. */
export const send = <T>(method: string, path: string, body?: unknown) =>
  ask<T>(path, {
    method,
    headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  })

export interface Submission {
  text?: string
  url?: string
  title?: string
  outlet?: string
  published?: string
  keep?: boolean
}

/** Codes one article; empty fields are left out. */
export function code(submission: Submission): Promise<Article> {
  const body = Object.fromEntries(Object.entries(submission).filter(([, v]) => v !== '' && v !== undefined))
  return ask('/api/code', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
}

export const article = (id: string) => ask<Article>(`/api/articles/${encodeURIComponent(id)}`)
export const pipeline = () => ask<Pipeline>('/api/pipeline')

/** Makes what failed wait again, and tells how many items that are. */
export const retry = () =>
  ask<{ waiting: number }>('/api/pipeline/retry', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: '{}',
  })

export const status = () => ask<Status>('/api/status')

export const articles = (query: URLSearchParams, offset: number, signal?: AbortSignal) =>
  ask<Listed<ArticleHit>>(`/api/articles?${page(query, ['q'], 50, offset)}`, { signal })

export const incidentParams = ['q', 'kind', 'country', 'from', 'to'] as const

export const incidents = (query: URLSearchParams, limit: number, offset: number, signal?: AbortSignal) =>
  ask<Listed<IncidentHit>>(`/api/incidents?${page(query, incidentParams, limit, offset)}`, { signal })

function page(query: URLSearchParams, names: readonly string[], limit: number, offset: number): URLSearchParams {
  const params = new URLSearchParams()
  for (const name of names) {
    for (const value of query.getAll(name)) if (value) params.append(name, value)
  }
  params.set('limit', String(limit))
  params.set('offset', String(offset))
  return params
}
