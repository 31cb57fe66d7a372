import type { Handlers } from '../platform/http/handlers.ts';
import { createSavedView, deleteSavedView, listSavedViews, updateSavedView } from './saved-views.ts';
import { search } from './search.ts';

export const searchHandlers: Handlers<
  'search' | 'listSavedViews' | 'createSavedView' | 'updateSavedView' | 'deleteSavedView'
> = { search, listSavedViews, createSavedView, updateSavedView, deleteSavedView };
