/**
 * What stays while screens come and go: the way between the areas, the top bar, the main landmark and the messages.
 * It also ties React Aria's links to the router and moves the focus when the page changes.
 */
import { useDesk, useInboxCounts } from '@copydesk/react'
import { Suspense, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { RouterProvider } from 'react-aria-components'
import { type NavigateOptions, Outlet, useHref, useLocation, useNavigate } from 'react-router'
import { SkeletonRows } from '../design/index.ts'
import { afterFirstScreen, later } from '../later.tsx'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { FailureScreen } from './errors/FailureScreen.tsx'
import styles from './Frame.module.css'
import { useKeyboard, useKeys } from './keys/use-keys.ts'
import { Navigation } from './Navigation.tsx'
import { keyHelp, palette } from './open-state.ts'
import { PageSlot } from './page-slot.ts'
import { FindAnything } from './palette/FindAnything.tsx'
import { undoHistory, undoLatest } from './undo/undo.ts'
import { useNavigationFocus } from './use-navigation-focus.ts'

const TopBarTools = afterFirstScreen(async () => (await import('./TopBarTools.tsx')).TopBarTools)
const ToastRegion = afterFirstScreen(
  async () => (await import('../design/toast/ToastRegion.tsx')).ToastRegion,
)
const KeyHelp = later(async () => (await import('./keys/KeyHelp.tsx')).KeyHelp)

declare module 'react-aria-components' {
  interface RouterConfig {
    routerOptions: NavigateOptions
  }
}

const everywhere = [
  { key: 'Mod+k', words: 'Find anything', run: () => palette.setOpen(true) },
  { key: 'Mod+z', words: 'Undo what you did last', run: () => void undoLatest(), isOfTexts: true },
  { key: '?', words: 'Show these keys', run: () => keyHelp.setOpen(true) },
]

/** The route element around all screens of a signed-in person. */
export function Frame() {
  const desk = useDesk()
  const navigate = useNavigate()
  const { pathname } = useLocation()
  const [slot, setSlot] = useState<HTMLElement | null>(null)
  const mainRef = useRef<HTMLElement>(null)
  const unread = useInboxCounts()?.unread ?? 0
  const isKeyHelpOpen = useSyncExternalStore(keyHelp.subscribe, keyHelp.isOpen)
  useNavigationFocus(mainRef)
  useKeyboard()
  useKeys('Everywhere', everywhere, true)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the way back of what one person did is no other's.
  useEffect(() => () => undoHistory.clear(), [desk])
  return (
    <RouterProvider navigate={(path, options) => void navigate(path, options)} useHref={useHref}>
      <PageSlot value={slot}>
        <div className={styles.frame}>
          <a href="#main" className={styles.skip}>
            Skip to the content
          </a>
          <header className={styles.bar}>
            <div ref={setSlot} className={styles.title} />
            <Suspense>
              <TopBarTools />
            </Suspense>
          </header>
          <Navigation unread={unread} />
          <main id="main" ref={mainRef} tabIndex={-1} className={styles.main}>
            <ErrorBoundary fallback={<FailureScreen />} resetKey={pathname}>
              <Suspense fallback={<SkeletonRows label="Loading" />}>
                <Outlet />
              </Suspense>
            </ErrorBoundary>
          </main>
        </div>
        <Suspense>
          <ToastRegion />
        </Suspense>
        <Suspense>{isKeyHelpOpen && <KeyHelp />}</Suspense>
        <FindAnything />
      </PageSlot>
    </RouterProvider>
  )
}
