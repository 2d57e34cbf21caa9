import { router } from './router.svelte'
import { settings } from './settings.svelte'

const places: Record<string, string> = { r: '/', a: '/articles', i: '/incidents', m: '/map', s: '/sources' }

/** Handles the page's single-key shortcuts. */
export function shortcuts(help: () => void): (event: KeyboardEvent) => void {
  let going = 0
  return (event) => {
    const typing = event.target instanceof Element && event.target.closest('input, textarea, select, dialog, [contenteditable]')
    if (!settings.keys || typing || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
    const place = places[event.key]
    if (place && event.timeStamp - going < 1500) router.go(place)
    else if (event.key === '?') help()
    else if (event.key === 't') settings.toggleTheme()
    else if (event.key === '/') document.querySelector<HTMLElement>('[data-slash]')?.focus()
    else if (event.key !== 'g') return
    going = event.key === 'g' ? event.timeStamp : 0
    event.preventDefault()
  }
}
