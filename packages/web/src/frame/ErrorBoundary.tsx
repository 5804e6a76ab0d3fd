/** Keeps an error while drawing from taking the whole app away. React has no hook for it, hence the class. */
import { Component, type ReactNode } from 'react'

export interface ErrorBoundaryProps {
  /** Drawn in place of what broke. */
  fallback: ReactNode
  /** When it changes (another page, say), what broke gets another try. */
  resetKey: string
  children: ReactNode
}

/** Shows `fallback` for an error anywhere below; React itself reports the error to the console. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { hasFailed: boolean }> {
  override state: { hasFailed: boolean } = { hasFailed: false }

  static getDerivedStateFromError(): { hasFailed: boolean } {
    return { hasFailed: true }
  }

  override componentDidUpdate(previous: ErrorBoundaryProps): void {
    if (this.state.hasFailed && previous.resetKey !== this.props.resetKey) {
      this.setState({ hasFailed: false })
    }
  }

  override render(): ReactNode {
    return this.state.hasFailed ? this.props.fallback : this.props.children
  }
}
