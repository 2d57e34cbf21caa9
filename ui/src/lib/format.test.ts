import { expect, it } from 'vitest'

import { country, fromPublication, interval, moment, quantity, says } from './format'

it('writes quantities so that an open end is seen', () => {
  expect(quantity({ low: 85, high: 85 })).toBe('85')
  expect(quantity({ low: 90, high: 100 })).toBe('90–100')
  expect(quantity({ low: 1200, high: null })).toBe('1,200 or more')
})

it('writes intervals without repeating what their ends share', () => {
  expect(interval('2024-01-04', '2024-01-04')).toBe('4 Jan 2024')
  expect(interval('2024-01-04', '2024-01-06')).toMatch(/^4\W{1,3}6 Jan 2024$/)
})

it('tells how long before publication something was', () => {
  expect(fromPublication('2024-01-04', '2024-01-04', '2024-01-05')).toBe('1 day before publication')
  expect(fromPublication('2024-01-05', '2024-01-05', '2024-01-05')).toBe('on the day of publication')
  expect(fromPublication('2024-01-01', '2024-01-07', '2024-01-05')).toBe('up to publication')
  expect(fromPublication('2021-01-05', '2021-01-05', '2024-01-05')).toBe('3 years before publication')
  expect(fromPublication('2024-01-07', '2024-01-08', '2024-01-05')).toBe('2 days after publication')
})

it('writes times in UTC, wherever the reader is', () => {
  expect(moment('2024-01-04T23:30:05Z')).toBe('4 Jan 2024, 23:30:05 UTC')
  expect(moment(undefined)).toBe('never')
})

it('says who holds whom responsible', () => {
  expect(says('claimed', 'self')).toBe('claimed by itself')
  expect(says('blamed', 'Iranian authorities')).toBe('blamed by Iranian authorities')
  expect(says('reported', 'article')).toBe('reported as fact')
})

it('names countries, and keeps a code that it does not know', () => {
  expect(country('SY')).toBe('Syria')
  expect(country('')).toBe('')
})
