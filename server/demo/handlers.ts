import type { SignIn } from '../accounts/sign-in.ts';
import type { Handlers } from '../platform/http/handlers.ts';
import { getDemoContents } from './queries.ts';
import { removeDemo } from './remove-demo.ts';

/** The demo company's own way out. */
export function demoHandlers(signIn: SignIn): Handlers<'getDemoContents' | 'removeDemo'> {
  return {
    getDemoContents,
    removeDemo: (viewer, request, work) => removeDemo(viewer, request, work, signIn),
  };
}
