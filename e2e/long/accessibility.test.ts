/** Every screen in a wide window; `accessibility-narrow.test` has those of a phone's width. */
import { testEveryScreen } from '../src/every-screen.ts'

testEveryScreen({ width: 1280, height: 800 })
