/** Every screen in a window of a phone's width. */
import { testEveryScreen } from '../src/every-screen.ts'

testEveryScreen({ width: 390, height: 844 })
