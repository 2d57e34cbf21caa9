// What the reader chose, kept in this browser.

export type Theme = 'auto' | 'light' | 'dark'

function load(name: string): string | null {
  try {
    return localStorage.getItem('tocsin.' + name)
  } catch {
    return null
  }
}

function save(name: string, value: string) {
  try {
    localStorage.setItem('tocsin.' + name, value)
  } catch {
    // Storage is closed to us: the choice lasts as long as the page.
  }
}

const asTheme = (s: string | null): Theme => (s === 'light' || s === 'dark' ? s : 'auto')

class Settings {
  theme = $state<Theme>(asTheme(load('theme')))
  /** Whether single keys are shortcuts: some speech and switch users need them off. */
  keys = $state(load('keys') !== 'off')
  /** Under what name the reader decides. */
  author = $state(load('author') ?? '')
  private systemDark = $state(matchMedia('(prefers-color-scheme: dark)').matches)
  dark = $derived(this.theme === 'auto' ? this.systemDark : this.theme === 'dark')

  constructor() {
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', (e) => (this.systemDark = e.matches))
  }

  /** Goes over to the other of light and dark. */
  toggleTheme() {
    this.theme = this.dark ? 'light' : 'dark'
    document.documentElement.dataset.theme = this.theme
    save('theme', this.theme)
  }

  setAuthor(name: string) {
    this.author = name
    save('author', name)
  }

  setKeys(on: boolean) {
    this.keys = on
    save('keys', on ? 'on' : 'off')
  }
}

export const settings = new Settings()
