import { readFileSync } from 'node:fs'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'

import type { CodedRecord } from '../src/lib/record'
import { accessible, Stage } from './stage'

let stage: Stage
beforeAll(async () => {
  stage = await Stage.open()
})
afterAll(() => stage.close())

// Written so that bytes and UTF-16 units part early, and that the words stand far apart.
const text = [
  'Blast in Kabul — “dozens” hurt 💥',
  '',
  'KABUL, Jan 5 — A suicide bomber killed at least 12 people outside a mosque in Kabul on Thursday, police said.',
  '',
  ...Array.from({ length: 14 }, () => 'Shops stayed shut for most of the day, and the streets around the market were quiet.'),
  '',
  'In a separate attack on Wednesday, gunmen killed 34 villagers near Jalalabad, the interior ministry said.',
].join('\n')

async function read(page: Page) {
  await page.getByLabel('Article text').fill(text)
  await page.getByLabel(/^Published/).fill('2024-01-05')
  await page.getByRole('button', { name: 'Read', exact: true }).click()
  await page.getByRole('region', { name: 'Record' }).waitFor()
}

const lit = (page: Page) => page.locator('.text .words.lit').allTextContents()
const value = (page: Page, words: string | RegExp) => page.locator('button[data-value]').filter({ hasText: words }).first()

describe('a pasted article', () => {
  it('is shown beside its record', () =>
    stage.visit('/', async (page) => {
      await read(page)
      expect(await page.locator('.text h1').textContent()).toBe('Blast in Kabul — “dozens” hurt 💥')
      await value(page, '12 or more').waitFor()
      expect(await page.locator('.value .lost').count(), 'values whose words are not found').toBe(0)
      await accessible(page)
    }))

  it('lights the words of a value that is hovered, and lets go', () =>
    stage.visit('/', async (page) => {
      await read(page)
      await value(page, '12 or more').hover()
      expect((await lit(page)).join('')).toContain('at least 12')
      await page.mouse.move(2, 2)
      expect(await lit(page)).toEqual([])
    }))

  it('brings the words into view', () =>
    stage.visit('/', async (page) => {
      await read(page)
      const words = page.locator('.text .words').filter({ hasText: '34' }).first()
      const box = () => words.boundingBox().then((b) => b?.y ?? NaN)
      expect(await box()).toBeGreaterThan(860)
      await value(page, /^34 killed/).focus()
      await expect.poll(box).toBeLessThan(800)
    }))

  it('lights the values of words that are hovered', () =>
    stage.visit('/', async (page) => {
      await read(page)
      const toll = value(page, '12 or more')
      await page.locator(`.text .words[data-values~="${await toll.getAttribute('data-value')}"]`).first().hover()
      expect(await toll.getAttribute('class')).toContain('lit')
      await page.mouse.move(2, 2)
      expect(await toll.getAttribute('class')).not.toContain('lit')
    }))

  it('is walked through by arrow keys', () =>
    stage.visit('/', async (page) => {
      await read(page)
      const stops = page.locator('button[data-value]')
      expect(await page.locator('button[data-value][tabindex="0"]').count(), 'tab stops in the record').toBe(1)
      await stops.first().focus()
      const seen = new Set<string>()
      for (let n = 0; n < (await stops.count()); n++) {
        const focused = page.locator('button[data-value]:focus')
        seen.add((await focused.getAttribute('data-value')) ?? '')
        expect((await lit(page)).length, `words lit at ${await focused.textContent()}`).toBeGreaterThan(0)
        await page.keyboard.press('ArrowDown')
      }
      expect(seen.size).toBe(await stops.count())
      await page.keyboard.press('Enter')
      expect(await page.locator('button[aria-pressed="true"][data-value]').count()).toBe(1)
      await page.keyboard.press('Escape')
      expect(await lit(page)).toEqual([])
      await page.keyboard.press('Home')
      expect(await stops.first().evaluate((e) => e === document.activeElement)).toBe(true)
    }))

  it('stays in view beside its record on a narrow screen', () =>
    stage.visit('/', async (page) => {
      await read(page)
      await page.locator('button[data-value]').first().focus()
      await page.keyboard.press('End')
      const inView = (e: Element) => {
        const box = e.getBoundingClientRect()
        return box.top >= 0 && box.bottom <= window.innerHeight && e.contains(document.elementFromPoint(box.left + 4, box.top + 4))
      }
      expect(await page.locator('button[data-value]:focus').evaluate(inView), 'the value').toBe(true)
      expect(await page.locator('.text .words.lit').first().evaluate(inView), 'its words').toBe(true)
    }, { viewport: { width: 390, height: 740 } }))

  it('can hide one kind of underline', () =>
    stage.visit('/', async (page) => {
      await read(page)
      expect(await page.locator('.mark.role-toll.off').count()).toBe(0)
      await page.getByRole('button', { name: 'Toll', exact: true }).click()
      expect(await page.locator('.mark.role-toll:not(.off)').count()).toBe(0)
      expect(await page.locator('.mark.role-place:not(.off)').count()).toBeGreaterThan(0)
    }))

  it('exports exactly the record that is shown', () =>
    stage.visit('/', async (page) => {
      await read(page)
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download' }).click()])
      const record = JSON.parse(readFileSync(await download.path(), 'utf8')) as CodedRecord
      expect(record.incidents?.length).toBe(await page.locator('article.card').count())
      expect(record.incidents?.[0]?.anchor.quote).toBe(await page.locator('.card .quote').first().textContent())
    }))

  it('is kept where the reader wants it, under an address of its own', () =>
    stage.visit('/', async (page) => {
      await read(page)
      await page.getByRole('button', { name: 'Keep it in the store' }).click()
      await page.waitForURL(/\/articles\/[0-9a-f]{16}$/)
      await page.reload()
      await value(page, '12 or more').waitFor()
      await page.goto(stage.url + '/articles')
      await page.getByRole('link', { name: /^Blast in Kabul/ }).waitFor()
    }))
})

describe('bad input', () => {
  it('is answered in words, and what was typed stays', () =>
    stage.visit('/', async (page) => {
      await page.getByLabel('Article text').fill('\u0001\u0002\u0000 binary')
      await page.route('**/api/code', (route) =>
        route.fulfill({ status: 422, contentType: 'application/problem+json', body: '{"detail":"the text: it is binary; give text"}' }))
      await page.getByRole('button', { name: 'Read', exact: true }).click()
      await page.getByRole('alert').filter({ hasText: 'it is binary' }).waitFor()
      expect(await page.getByLabel('Article text').inputValue()).toContain('binary')
    }, { expected: /status of 422/ }))

  it('of an address inside this machine is refused', () =>
    stage.visit('/', async (page) => {
      await page.getByRole('radio', { name: 'Address' }).check()
      await page.getByLabel('Address of the article').fill('http://127.0.0.1:1/secret')
      await page.getByRole('button', { name: 'Read', exact: true }).click()
      const alert = page.getByRole('alert')
      await alert.waitFor()
      expect(await alert.textContent()).toContain('127.0.0.1')
    }, { expected: /status of 422/ }))
})
