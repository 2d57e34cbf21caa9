import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'

import { accessible, Stage } from './stage'

let stage: Stage
beforeAll(async () => {
  stage = await Stage.open()
  await stage.keepCorpus(/kerman|alert|yemen|chibok|nogal|non-event/)
})
afterAll(() => stage.close())

const status = (page: Page, words: RegExp) => page.getByRole('status').filter({ hasText: words }).first().waitFor()
const mapReady = (page: Page) => page.locator('.map[data-ready]').waitFor()

describe('every page', () => {
  const pages: [name: string, path: string, ready: (page: Page) => Promise<void>][] = [
    ['Read', '/', (page) => page.getByLabel('Article text').waitFor()],
    ['Articles', '/articles?q=bomb', (page) => status(page, /\d articles/)],
    ['Incidents', '/incidents?country=IR', (page) => page.getByRole('table').waitFor()],
    ['Tellings', '/tellings?country=IR', (page) => page.getByRole('table').waitFor()],
    ['Map', '/map?country=IR', mapReady],
    ['Sources', '/sources', (page) => status(page, /\d sources?/)],
    ['Status', '/status', (page) => page.getByRole('region', { name: 'Stages' }).waitFor()],
  ]
  for (const [name, path, ready] of pages) {
    it(`${name} is accessible, light and dark, wide and narrow`, () =>
      stage.visit(path, async (page) => {
        await ready(page)
        await accessible(page)
        await page.emulateMedia({ colorScheme: 'dark' })
        await accessible(page)
        await page.setViewportSize({ width: 360, height: 740 })
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
        await accessible(page)
      }))
  }

  it('follows the system into the dark, and the reader out of it', () =>
    stage.visit('/', async (page) => {
      const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
      const dark = await paper()
      await page.getByRole('button', { name: 'Light theme' }).click()
      const light = await paper()
      expect(light).not.toBe(dark)
      await page.reload()
      expect(await paper()).toBe(light)
    }, { colorScheme: 'dark' }))

  it('can be reached by keys alone', () =>
    stage.visit('/', async (page) => {
      await page.keyboard.press('Tab')
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the content')
      await page.keyboard.press('Enter')
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('content')
      for (const [key, path] of [['i', '/incidents'], ['a', '/articles'], ['r', '/']] as const) {
        await page.keyboard.press('g')
        await page.keyboard.press(key)
        await page.waitForURL(stage.url + path)
      }
      await page.keyboard.press('?')
      await page.getByRole('dialog', { name: 'Keyboard' }).waitFor()
      await accessible(page)
      await page.getByLabel('Single keys are shortcuts').uncheck()
      await page.keyboard.press('Escape')
      await page.keyboard.press('?')
      expect(await page.getByRole('dialog').count()).toBe(0)
    }))
})

describe('sources', () => {
  it('are looked at before they are added, and never at a private address', () =>
    stage.visit('/sources', async (page) => {
      await page.getByLabel('Address').fill('http://10.0.0.1/feed')
      await page.getByRole('button', { name: 'Try it out' }).click()
      await page.getByRole('alert').filter({ hasText: 'not at a public web address' }).waitFor()
      await page.getByRole('button', { name: 'Add', exact: true }).click()
      await page.getByRole('alert').filter({ hasText: 'not at a public web address' }).waitFor()
      await status(page, /^0 sources$/)
      await accessible(page)
    }, { expected: /422/ }))

  it('are listed, graded, paused and removed', async () => {
    stage.addFolder('Desk files')
    await stage.visit('/sources', async (page) => {
      const row = page.getByRole('row').filter({ hasText: 'Desk files' })
      await row.waitFor()
      await page.getByLabel('Reliability of Desk files').selectOption('B')
      await status(page, /graded B/)
      await row.getByRole('button', { name: 'Pause Desk files' }).click()
      await row.getByText('Paused').waitFor()
      await accessible(page)
      await page.setViewportSize({ width: 360, height: 740 })
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
      await page.reload()
      expect(await page.getByLabel('Reliability of Desk files').inputValue()).toBe('B')
      await row.getByRole('button', { name: 'Remove Desk files' }).click()
      await status(page, /is removed/)
      await row.waitFor({ state: 'detached' })
    })
  })
})

describe('articles', () => {
  it('are searched, and the search is in the address', () =>
    stage.visit('/articles', async (page) => {
      await status(page, /\d\d articles/)
      await page.getByLabel('Search title and text').fill('"threat level"')
      await page.waitForURL(/q=/)
      await expect.poll(() => page.locator('mark').count()).toBeGreaterThan(0)
      expect((await page.locator('mark').allTextContents()).join(' ').toLowerCase()).toContain('threat')
      const found = await page.locator('li h2').allTextContents()
      await page.reload()
      await expect.poll(() => page.locator('li h2').allTextContents()).toEqual(found)
      await page.locator('li h2 a').first().click()
      await page.getByRole('region', { name: 'Record' }).waitFor()
      await accessible(page)
      await page.goBack()
      await expect.poll(() => page.locator('li h2').allTextContents()).toEqual(found)
    }))

  it('say so when the server has stopped', () =>
    stage.visit('/', async (page) => {
      await page.route('**/api/articles?*', (route) => route.abort())
      await page.getByRole('link', { name: 'Articles', exact: true }).click()
      await page.getByRole('alert').filter({ hasText: 'tocsin serve' }).waitFor()
    }, { expected: /ERR_FAILED/ }))

  it('say so where none meets the search', () =>
    stage.visit('/articles?q=zzzz', async (page) => {
      await page.getByText('Nothing meets this search').waitFor()
      await accessible(page)
    }))
})

describe('tellings', () => {
  it('are filtered by kind, country, days and words', () =>
    stage.visit('/tellings', async (page) => {
      const count = () => page.getByRole('status').first().textContent().then((s) => parseInt(s?.replace(',', '') ?? '', 10))
      await status(page, /\d incidents?/)
      let before = await count()
      const narrows = async (what: () => Promise<unknown>) => {
        await what()
        await expect.poll(count).toBeLessThan(before)
        before = await count()
        expect(before).toBeGreaterThan(0)
      }
      await narrows(() => page.getByLabel('Kind').selectOption('bombing'))
      await narrows(() => page.getByLabel('Country').selectOption('IR'))
      await narrows(() => page.getByLabel('From').fill('2024-01-01'))
      expect(new URL(page.url()).search).toBe('?kind=bombing&country=IR&from=2024-01-01')
      for (const row of await page.locator('tbody tr').all()) {
        expect(await row.textContent()).toMatch(/Bombing.*Iran/s)
      }
      await page.locator('tbody a').first().click()
      await page.waitForURL(/\/articles\/[0-9a-f]{16}#i\d+$/)
      const id = new URL(page.url()).hash.slice(1)
      await expect.poll(() => page.locator(`button[data-value="${id}.act"].lit`).count()).toBe(1)
    }))
})

describe('the map', () => {
  it('is drawn, base and circles', () =>
    stage.visit('/map', async (page) => {
      await mapReady(page)
      const colours = await page.locator('canvas').evaluate((canvas: HTMLCanvasElement) => {
        const copy = document.createElement('canvas')
        copy.width = canvas.width
        copy.height = canvas.height
        const brush = copy.getContext('2d')
        brush?.drawImage(canvas, 0, 0)
        const seen = new Map<string, number>()
        const data = brush?.getImageData(0, 0, copy.width, copy.height).data ?? []
        for (let i = 0; i < data.length; i += 4) {
          const [r = 0, g = 0, b = 0] = [data[i], data[i + 1], data[i + 2]]
          // The circles' green stands out from sea, land and lines, which are nearly grey.
          const kind = g - Math.max(r, b) > 20 ? 'circle' : `${r} ${g} ${b}`
          seen.set(kind, (seen.get(kind) ?? 0) + 1)
        }
        return [...seen].sort((a, b) => b[1] - a[1])
      })
      const [first, second] = colours
      expect(first?.[1], 'pixels of the commonest colour').toBeGreaterThan(10_000)
      expect(second?.[1], 'pixels of the second: sea or land').toBeGreaterThan(10_000)
      expect(colours.find(([kind]) => kind === 'circle')?.[1], 'pixels of circles').toBeGreaterThan(200)
    }))

  it('has a table that holds the same, and more that is on no map', () =>
    stage.visit('/map', async (page) => {
      await mapReady(page)
      const said = (await page.getByRole('status').first().textContent()) ?? ''
      const [, onMap, nowhere] = /(\d+) incidents? at \d+ places?; (\d+) not on the map/.exec(said.replaceAll(',', '')) ?? []
      const rows = (name: string) => page.getByRole('region', { name, exact: true }).locator('tbody tr').count()
      expect(await rows('Incidents on the map')).toBe(Number(onMap))
      expect(Number(onMap)).toBeGreaterThan(10)
      if (Number(nowhere) > 0) expect(await rows('Incidents not on the map')).toBe(Number(nowhere))
    }))

  it('names the place whose row is reached by keyboard', () =>
    stage.visit('/map', async (page) => {
      await mapReady(page)
      await page.getByRole('region', { name: 'Incidents on the map' }).locator('tbody a').first().focus()
      await page.locator('.map-label').waitFor()
    }))
})
