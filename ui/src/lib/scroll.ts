/**
 * Scrolls a box, and nothing around it, until an element in it can be read. Where
 * the box does not scroll, as on narrow screens, the page does.
 */
export function reveal(box: HTMLElement, element: Element | null) {
  if (!element) return
  if (box.scrollHeight <= box.clientHeight) {
    element.scrollIntoView({ block: 'nearest', behavior: 'instant' })
    return
  }
  const [outer, inner] = [box.getBoundingClientRect(), element.getBoundingClientRect()]
  const margin = Math.min(48, outer.height / 4)
  if (inner.top >= outer.top + margin && inner.bottom <= outer.bottom - margin) return
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches
  box.scrollTo({
    top: box.scrollTop + inner.top - outer.top - outer.height / 3,
    behavior: calm ? 'instant' : 'smooth',
  })
}
