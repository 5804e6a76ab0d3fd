/** What the signed-in part of the app may do with the session. */
import { createContext, use } from 'react'

/** Signs out; set by the session gate. */
export const SignOut = createContext<() => void>(() => {})

/** The way out: ends the session on the server, then shows the sign-in. */
export function useSignOut(): () => void {
  return use(SignOut)
}
