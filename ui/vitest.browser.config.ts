import { defineConfig } from 'vitest/config'

// The browser tests: they start the built binary and look at it in Chromium.
export default defineConfig({
  test: {
    include: ['tests/**/*.browser.ts'],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 10_000 } },
  },
})
