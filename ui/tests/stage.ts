// What every browser test stands on: a server of its own, and a watched page.

import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { AxeBuilder } from '@axe-core/playwright'
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'
import { expect } from 'vitest'

import type { Article } from '../src/lib/record'
import type { Submission } from '../src/lib/api'
import { corpusNames, fromCorpus } from './corpus'

const binary = fileURLToPath(new URL('../../bin/tocsin', import.meta.url))

export class Stage {
  private constructor(
    readonly url: string,
    private readonly server: ChildProcess,
    private readonly folder: string,
    private readonly browser: Browser,
  ) {}

  /** Starts the binary with an empty store, and Chromium without its errands. */
  static async open(): Promise<Stage> {
    const folder = mkdtempSync(join(tmpdir(), 'tocsin-browser-'))
    const server = spawn(binary, ['serve', '--addr', '127.0.0.1:0', '--db', join(folder, 'test.db')])
    const url = await new Promise<string>((resolve, reject) => {
      server.on('error', reject)
      server.on('exit', (status) => reject(new Error(`the server ended with status ${status}`)))
      server.stderr.on('data', (said: Buffer) => process.stderr.write(said))
      server.stdout.on('data', (said: Buffer) => {
        const address = /http:\/\/\S+/.exec(said.toString())
        if (address) resolve(address[0])
      })
    })
    const browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-background-networking', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
    })
    return new Stage(url, server, folder, browser)
  }

  async close() {
    await this.browser.close()
    const ended = new Promise((resolve) => this.server.on('exit', resolve))
    this.server.kill('SIGTERM')
    expect(await ended, 'the server’s exit status').toBe(0)
    rmSync(this.folder, { recursive: true })
  }

  /** Puts an article into the store. */
  async keep(submission: Submission): Promise<Article> {
    const response = await fetch(this.url + '/api/code', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ ...submission, keep: true }),
    })
    expect(response.status).toBe(200)
    return (await response.json()) as Article
  }

  /** Adds a folder without articles as a source, as the command line does. */
  addFolder(name: string) {
    execFileSync(binary, ['source', 'add', '--db', join(this.folder, 'test.db'), '--name', name, mkdtempSync(join(this.folder, 'source-'))])
  }

  /** Puts the articles of the corpus whose names meet a pattern into the store. */
  async keepCorpus(pattern: RegExp) {
    for (const name of corpusNames().filter((n) => pattern.test(n))) await this.keep(fromCorpus(name))
  }

  /**
   * Runs a test on a page that may ask nobody but its server, and may not complain,
   * but for what is expected: the browser itself reports each answer of 4xx.
   */
  async visit(path: string, test: (page: Page) => Promise<void>, options: BrowserContextOptions & { expected?: RegExp } = {}) {
    const { expected, ...rest } = options
    const context = await this.browser.newContext({ viewport: { width: 1280, height: 860 }, reducedMotion: 'reduce', ...rest })
    try {
      const page = await context.newPage()
      const complaints: string[] = []
      page.on('console', (m) => m.type() === 'log' || complaints.push(`${m.type()}: ${m.text()}`))
      page.on('pageerror', (e) => complaints.push(e.message))
      page.on('request', (r) => {
        if (!r.url().startsWith(this.url) && !/^(data|blob):/.test(r.url())) complaints.push('request to ' + r.url())
      })
      await page.goto(this.url + path)
      await test(page)
      expect(complaints.filter((c) => !expected?.test(c))).toEqual([])
    } finally {
      await context.close()
    }
  }
}

/** Checks the page as it stands against WCAG 2.2 A and AA. */
export async function accessible(page: Page) {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze()
  expect(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join('\n')}`)).toEqual([])
}
