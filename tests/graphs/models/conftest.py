from tests.endpoint import endpoint as endpoint
