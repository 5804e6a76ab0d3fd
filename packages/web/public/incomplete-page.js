/**
 * Loads the page again while files of it are missing: during an update servers of two versions answer, and each has its
 * own files alone. Has no hash in its name, so that every version has it, and must fit the page of any other version.
 * It is deferred before the app's script, so that it listens before that fails; style sheets are there or not by then.
 */
;(() => {
  /** Half a minute altogether: each time, what came is kept by the browser, and less is missing. */
  const pausesMs = [300, 500, 1000, 2000, 4000, 4000, 4000, 8000, 8000]
  /** Tries that are older belong to another update. */
  const forgottenAfterMs = 60_000
  const key = 'copydesk incomplete-page'
  const words = {
    wait: 'Copydesk is being updated. This page opens in a moment.',
    gaveUp:
      'This page cannot be opened: files of it are missing on the server, as in the middle of an update. Try again in a minute. If that does not help, tell whoever runs Copydesk.',
    button: 'Try again',
  }

  /** How often this window tried lately. Without storage it does not try, for it would never end. */
  function tried() {
    try {
      const { times, at } = JSON.parse(sessionStorage.getItem(key) ?? '{"times":0,"at":0}')
      return Date.now() - at < forgottenAfterMs ? times : 0
    } catch {
      return pausesMs.length
    }
  }

  function isTryNoted(times) {
    try {
      sessionStorage.setItem(key, JSON.stringify({ times, at: Date.now() }))
      return true
    } catch {
      return false
    }
  }

  /** In the outline, which stands there until the app is drawn. */
  function say(text, ...more) {
    const outline = document.querySelector('#root > .shell')
    if (outline === null) return
    const words = document.createElement('p')
    words.append(text, ...more)
    outline.removeAttribute('aria-label')
    outline.querySelector('p')?.remove()
    outline.append(words)
  }

  function tryAgainButton() {
    const button = document.createElement('button')
    button.type = 'button'
    button.textContent = words.button
    button.addEventListener('click', () => {
      sessionStorage.removeItem(key)
      location.reload()
    })
    return button
  }

  async function loadAgain() {
    for (let times = tried(); times < pausesMs.length; times += 1) {
      if (times > 1) say(words.wait)
      await new Promise((resolve) => setTimeout(resolve, pausesMs[times]))
      if (!isTryNoted(times + 1)) break
      // By chance another server is asked this time. What comes is kept by the browser.
      const files = document.querySelectorAll(
        'script[src], link:is([rel="stylesheet"], [rel="modulepreload"])',
      )
      await Promise.allSettled([...files].map(({ src, href }) => fetch(src ?? href)))
      // A page is better than the browser's own words about a server that is away.
      const headers = { accept: 'text/html' }
      const page = await fetch(location.href, { cache: 'no-store', headers }).catch(() => null)
      if (page?.ok && !isWriting()) {
        location.reload()
        return new Promise(() => {})
      }
    }
    say(words.gaveUp, document.createElement('br'), tryAgainButton())
  }

  /** What is typed into a form would be lost. */
  const isWriting = () =>
    document.activeElement?.matches('input, textarea, [contenteditable="true"]') === true

  /** Does not resolve when the page goes. */
  let underWay
  function renew() {
    underWay ??= loadAgain()
    return underWay
  }

  const isEntry = (element) => element instanceof HTMLScriptElement && element.type === 'module'
  addEventListener('error', ({ target }) => void (isEntry(target) && renew()), true)
  for (const { sheet } of document.querySelectorAll('link[rel="stylesheet"]'))
    if (sheet === null) void renew()
  // The app lacks code that it loads by itself. A browser asks no second time for what a script imports.
  addEventListener('copydesk-incomplete-page', (event) => {
    event.preventDefault()
    void renew().then(event.detail)
  })
})()
