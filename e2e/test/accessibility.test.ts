/** Every screen in a wide window; those of a phone's width are among the long tests. */
import { testEveryScreen } from '../src/every-screen.ts'

testEveryScreen({ width: 1280, height: 800 })
