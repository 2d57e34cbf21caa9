import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [svelte()],
  build: {
    // The Go binary embeds this folder; public/.keep is copied back into it.
    outDir: '../internal/web/dist',
    emptyOutDir: true,
    // The content security policy allows files of our own only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The map is one library of 1 MB, loaded with the map's page alone.
    chunkSizeWarningLimit: 1500,
    license: { fileName: 'assets/licences.md' },
  },
  worker: { format: 'es' },
  server: { proxy: { '/api': 'http://127.0.0.1:8080' } },
  test: { include: ['src/**/*.test.ts'] },
})
