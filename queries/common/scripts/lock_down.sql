-- What may a connection do that only reads?
-- Read its own database and spill beside it; nothing that it says can change that.
SET enable_external_access = false;
SET lock_configuration = true;
