import type { Handlers } from '../platform/http/handlers.ts';
import { createApiKey } from './create-api-key.ts';
import { createUser } from './create-user.ts';
import { getCompany, getMe, getSettings, getUser, listApiKeys, listUsers } from './queries.ts';
import { listRefusedActs } from './refused-acts.ts';
import { resetPassword } from './reset-password.ts';
import { revokeApiKey } from './revoke-api-key.ts';
import { getSetup } from './setup.ts';
import type { SignIn } from './sign-in.ts';
import { updateCompany } from './update-company.ts';
import { updateSettings } from './update-settings.ts';
import { updateUser } from './update-user.ts';

/** Who works here, which programs get in, and by which rules the company runs. */
export function accountHandlers(signIn: SignIn): Handlers<Operations> {
  return {
    getMe,
    listUsers,
    getUser,
    createUser: (viewer, request, work) => createUser(viewer, request, work, signIn),
    updateUser,
    resetPassword: (viewer, request, work) => resetPassword(viewer, request, work, signIn),
    listRefusedActs,
    listApiKeys,
    createApiKey,
    revokeApiKey,
    getCompany,
    updateCompany,
    getSetup,
    getSettings,
    updateSettings,
  };
}

type Operations =
  | 'getMe'
  | 'listUsers'
  | 'getUser'
  | 'createUser'
  | 'updateUser'
  | 'resetPassword'
  | 'listRefusedActs'
  | 'listApiKeys'
  | 'createApiKey'
  | 'revokeApiKey'
  | 'getCompany'
  | 'updateCompany'
  | 'getSetup'
  | 'getSettings'
  | 'updateSettings';
