// @vitest-environment happy-dom
import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Button } from './Button.tsx'

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
  vi.useFakeTimers()
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

/** A button whose presses are steps, one in the place of the other. */
function show(isStep: boolean) {
  const taken: string[] = []
  const host = document.body.appendChild(document.createElement('div'))
  const root = createRoot(host)
  const draw = (step: string) =>
    root.render(
      <Button
        isStep={isStep}
        onPress={() => {
          taken.push(step)
          draw('Ready to publish')
        }}
      >
        {step}
      </Button>,
    )
  act(() => draw('Send to review'))
  /** The click of so many in a row that this is. */
  const click = (detail: number) => {
    const button = host.querySelector('button') as HTMLButtonElement
    const more = { bubbles: true, cancelable: true, button: 0, pointerId: 1, pointerType: 'mouse' }
    act(() => {
      button.dispatchEvent(
        new PointerEvent('pointerdown', { ...more, width: 1, height: 1, pressure: 0.5, detail: 0 }),
      )
      button.dispatchEvent(new MouseEvent('mousedown', { ...more, detail }))
      button.dispatchEvent(new PointerEvent('pointerup', { ...more, width: 1, height: 1, detail: 0 }))
      button.dispatchEvent(new MouseEvent('mouseup', { ...more, detail }))
      button.dispatchEvent(new MouseEvent('click', { ...more, detail }))
    })
    act(() => vi.runAllTimers())
  }
  const end = () => {
    act(() => root.unmount())
    host.remove()
  }
  return { taken, click, end }
}

describe('a button', () => {
  it('takes one step for a double click, and the next for a click of its own', () => {
    const { taken, click, end } = show(true)
    click(1)
    click(2)
    click(3)
    expect(taken).toEqual(['Send to review'])
    click(1)
    expect(taken).toEqual(['Send to review', 'Ready to publish'])
    end()
  })

  it('takes each click where it says nothing of steps, and what a program presses', () => {
    const plain = show(false)
    plain.click(1)
    plain.click(2)
    expect(plain.taken).toHaveLength(2)
    plain.end()
    const step = show(true)
    step.click(0)
    step.click(0)
    expect(step.taken).toHaveLength(2)
    step.end()
  })
})
