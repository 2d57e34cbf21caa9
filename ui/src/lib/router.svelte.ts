// The address is the state: every view can be linked to.

class Router {
  path = $state(location.pathname)
  query = $state.raw(new URLSearchParams(location.search))
  hash = $state(location.hash.slice(1))

  constructor() {
    window.addEventListener('popstate', () => this.read())
  }

  private read() {
    this.path = location.pathname
    this.query = new URLSearchParams(location.search)
    this.hash = location.hash.slice(1)
  }

  /** Opens an address of ours; replace leaves no step to go back to. */
  go(address: string, replace = false) {
    const { pathname } = new URL(address, location.href)
    const moved = pathname !== this.path
    history[replace ? 'replaceState' : 'pushState'](null, '', address)
    this.read()
    if (moved) {
      window.scrollTo(0, 0)
      document.getElementById('content')?.focus({ preventScroll: true })
    }
  }

  /** Sets the query of the page at hand; empty values are left out. */
  search(values: Record<string, string>) {
    const query = new URLSearchParams(this.query)
    for (const [name, value] of Object.entries(values)) {
      if (value) query.set(name, value)
      else query.delete(name)
    }
    const text = query.toString()
    this.go(this.path + (text && '?' + text), true)
  }

  /** Follows links within the page without loading it again. */
  follow = (event: MouseEvent) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey
    if (!link || !plain || event.defaultPrevented || link.target || link.hasAttribute('download')) return
    const url = new URL(link.href)
    if (url.origin !== location.origin || url.pathname.startsWith('/api/')) return
    if (url.pathname === location.pathname && url.hash && link.classList.contains('skip')) return
    event.preventDefault()
    this.go(url.pathname + url.search + url.hash)
  }
}

export const router = new Router()
