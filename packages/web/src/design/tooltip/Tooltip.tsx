/**
 * A few words about a control, on hover and on keyboard focus. Never the only place of something important. Only what
 * waits for them is here; the sheet with the words (TooltipSheet.tsx) comes after the first screen.
 */
import { createContext, type ReactNode, Suspense, use, useRef } from 'react'
import { FocusableProvider } from 'react-aria/private/interactions/useFocusable'
import { useTooltipTrigger } from 'react-aria/useTooltipTrigger'
import { useTooltipTriggerState } from 'react-stately/useTooltipTriggerState'
import { later } from '../../later.tsx'
import type { TooltipSheetProps } from './TooltipSheet.tsx'

const TooltipSheet = later(async () => (await import('./TooltipSheet.tsx')).TooltipSheet)

const TriggerContext = createContext<TooltipSheetProps['trigger'] | null>(null)
const timing = { delay: 500, closeDelay: 0 }

/** Wraps a focusable control and its {@link Tooltip}. */
export function TooltipTrigger({ children }: { children: ReactNode }) {
  const state = useTooltipTriggerState(timing)
  const controlRef = useRef<HTMLElement>(null)
  const { triggerProps, tooltipProps } = useTooltipTrigger(timing, state, controlRef)
  return (
    <TriggerContext value={{ state, controlRef, id: tooltipProps.id }}>
      <FocusableProvider {...triggerProps} ref={controlRef}>
        {children}
      </FocusableProvider>
    </TriggerContext>
  )
}

/**
 * The words, with the shortcut key if there is one. Gone at once when it closes: React Aria waits for the end of an
 * animation, which never comes where the next tooltip opened meanwhile, and leaves the words to be read out.
 */
export function Tooltip(words: Omit<TooltipSheetProps, 'trigger'>) {
  const trigger = use(TriggerContext)
  if (trigger?.state.isOpen !== true) return null
  return (
    <Suspense>
      <TooltipSheet {...words} trigger={trigger} />
    </Suspense>
  )
}
