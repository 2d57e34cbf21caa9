/** Runs the latest call once there has been none for a moment: for typing. */
export function later<A extends unknown[]>(run: (...args: A) => void, wait = 200): (...args: A) => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  return (...args) => {
    clearTimeout(timer)
    timer = setTimeout(() => run(...args), wait)
  }
}
